import type { Individuals, SimulationBatch } from "../batch.js";
import { type Catalogue, modelOf } from "../catalogue.js";
import type { GradientBatch } from "../gradient.js";
import { latticeOf } from "../lattice.js";
import type { PlacedAdjoints } from "../models/model.js";
import { CELL_BYTES, LANES } from "./records.js";
import type { Passes, WasmKernels } from "./wasm-kernels.js";

/** Most bytes of the tape that is kept of a simulation. */
export const KEPT_BYTES: number = 64 * 1024 * 1024;

/** What of a batch decides the bits of its simulation, but for the genomes. */
function simulated({ system, individuals, keys, replicates }: Omit<GradientBatch, "seed">): string {
  return JSON.stringify([system, individuals, keys, replicates]);
}

/**
 * The tape of a simulation whose final states were asked for, kept so that a gradient of the same batch need neither draw
 * its noise nor simulate it again: it goes back over the same tape, with the same bits. Held are the drifts of all
 * individuals and the tapes of as many replicates as there is room for, from the first on.
 */
export class KeptTape {
  readonly placed: PlacedAdjoints;
  readonly #passes: Passes;
  readonly #simulated: string;
  readonly #individuals: Individuals;
  readonly #rowBytes: number;
  readonly #tapeBytes: number;
  /** f32 `[block of replicates][individual][step + 1][cell][lane]` */
  readonly #tapes: number;
  readonly #blocks: number;

  private constructor(
    kernels: WasmKernels,
    batch: SimulationBatch,
    placed: PlacedAdjoints,
    tapeBytes: number,
    blocks: number,
  ) {
    const { individuals, genomes, system } = batch;
    this.placed = placed;
    this.#passes = kernels.passes(placed.passes);
    this.#simulated = simulated(batch);
    this.#individuals = { individuals, genomes: genomes.slice() };
    this.#rowBytes = system.lattice.cells * CELL_BYTES;
    this.#tapeBytes = tapeBytes;
    this.#blocks = blocks;
    this.#tapes = kernels.allocate(blocks * individuals * tapeBytes);
  }

  /**
   * Room for the tape of a batch, and its drifts; null where no gradient can follow or not one block of replicates fits.
   *
   * @param most bytes that it may take
   */
  static of(
    kernels: WasmKernels,
    catalogue: Catalogue,
    batch: SimulationBatch,
    most: number,
  ): KeptTape | null {
    const { system, individuals, replicates, output } = batch;
    const { adjoint } = modelOf(catalogue, system.model);
    if (output !== "states" || adjoint?.places(system.model) !== true) return null;
    const { cells } = latticeOf(system.lattice, catalogue.connectivities);
    const tapeBytes = (system.integrator.steps + 1) * cells * CELL_BYTES;
    const fitting = Math.trunc(most / (individuals * tapeBytes));
    const blocks = Math.min(Math.ceil(replicates.count / LANES), fitting);
    if (blocks === 0) return null;
    return new KeptTape(kernels, batch, adjoint.place(kernels, system, batch), tapeBytes, blocks);
  }

  /** Whether a gradient is of what was simulated. */
  isOf(batch: GradientBatch): boolean {
    const { individuals, genomes } = this.#individuals;
    return (
      batch.individuals === individuals &&
      batch.genomes.every((parameter, p) => Object.is(parameter, genomes[p])) &&
      simulated(batch) === this.#simulated
    );
  }

  /** Where the tape of an individual lies for the block of replicates that begins at `row`; null where there is none. */
  tapeOf(individual: number, row: number): number | null {
    const block = row / LANES;
    if (block >= this.#blocks) return null;
    return this.#tapes + (block * this.#individuals.individuals + individual) * this.#tapeBytes;
  }

  /** Advances an individual by `steps` steps from `step` on, and writes them to its tape. */
  record(
    individual: number,
    tape: number,
    step: number,
    [lattice, states, next, noise, steps]: readonly [number, number, number, number, number],
  ): void {
    const { record } = this.placed.adjoints[individual]!;
    const at = tape + step * this.#rowBytes;
    this.#passes.record(record, lattice, states, next, noise, steps, at);
  }
}
