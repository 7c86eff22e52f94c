import { keyOf, noiseScaleOf } from "../batch.js";
import { type Catalogue, modelAdjointOf } from "../catalogue.js";
import type { GradientBatch, GradientResult } from "../gradient.js";
import { type Lattice, latticeOf, type Line, lineOf } from "../lattice.js";
import type { PlacedAdjoints } from "../models/model.js";
import { type Segment, segmentsOf, segmentSteps } from "../segments.js";
import { BlockSums, type Group } from "./block-sums.js";
import type { KeptTape } from "./kept-tape.js";
import { CELL_BYTES, LANES, placeLattice, placeStretches } from "./records.js";
import type { Passes, WasmKernels } from "./wasm-kernels.js";

const f32 = Math.fround;
/** Room for the tape of a block, and for as much noise. */
export const TAPE_BYTES: number = 8 * 1024 * 1024;
/** Most of it for a score, which does not go back: both then stay in the second-level cache. */
const SCORE_BYTES = 128 * 1024;

/** A segment, and where its stretches lie. */
interface PlacedSegment extends Segment {
  readonly stretches: number;
}

function placeSegments(kernels: WasmKernels, steps: number, length: number): PlacedSegment[] {
  return segmentsOf(steps, length).map((segment) => ({
    ...segment,
    stretches: placeStretches(kernels, segment),
  }));
}

/** The lattice as the line that passes back take: an open one of two cells and more, or a ring of three and more. */
function lineBackwards(lattice: Lattice): Line | null {
  const line = lineOf(lattice);
  const last = lattice.cells - 1;
  if (line === null || last === 0) return null;
  const { leftOfFirst, rightOfLast } = line;
  const isOpen = leftOfFirst === 1 && rightOfLast === last - 1;
  return isOpen || (leftOfFirst === last && rightOfLast === 0) ? line : null;
}

/**
 * A gradient's batch laid out in the kernels' memory, and the passes over it. Memory beside the result: noise and tape of a
 * segment (see {@link segmentSteps}); for each individual its table, 64 bytes an interval for its sums, and the states at
 * which segments begin.
 */
export class GradientPasses {
  readonly #kernels: WasmKernels;
  readonly #batch: GradientBatch;
  readonly #lattice: Lattice;
  readonly #placed: PlacedAdjoints;
  readonly #passes: Passes;
  readonly #kept: KeptTape | null;
  readonly #segments: readonly PlacedSegment[];
  /** All steps, as a tape that is kept holds them. */
  readonly #whole: readonly PlacedSegment[];
  readonly #forward: number;
  readonly #backward: number;
  /** Bytes of the states of one individual, and of a step of noise or tape. */
  readonly #rowBytes: number;
  readonly #noise: number;
  readonly #tape: number;
  readonly #scratch: number;
  /** f32 `[segment][individual][cell][lane]`: the states at which segments begin. */
  readonly #begins: number;
  /** f32 `[individual][cell][lane]` */
  readonly #states: number;
  readonly #adjoints: number;
  /** u32 `[lane]`: how many states the last pass over a tape found at a wall. */
  readonly #walled: number;
  readonly #sums: BlockSums;

  /** @param kept what the simulation of this batch has left, if it has */
  constructor(
    kernels: WasmKernels,
    catalogue: Catalogue,
    batch: GradientBatch,
    tapeBytes: number,
    kept: KeptTape | null,
  ) {
    const { system, individuals, seed } = batch;
    const { steps } = system.integrator;
    this.#kernels = kernels;
    this.#batch = batch;
    this.#lattice = latticeOf(system.lattice, catalogue.connectivities);
    this.#kept = seed.kind === "pathwise" ? kept : null;
    this.#placed = kept?.placed ?? modelAdjointOf(catalogue, system.model).place(kernels, system, batch);
    this.#passes = kernels.passes(this.#placed.passes);
    this.#forward = placeLattice(kernels, this.#lattice);
    this.#backward = placeLattice(kernels, this.#lattice, lineBackwards(this.#lattice));
    const { cells } = this.#lattice;
    this.#rowBytes = cells * CELL_BYTES;
    const most = seed.kind === "score" ? Math.min(tapeBytes, SCORE_BYTES) : tapeBytes;
    const length = segmentSteps(batch, this.#rowBytes, most);
    this.#segments = placeSegments(kernels, steps, length);
    this.#whole = length === steps ? this.#segments : placeSegments(kernels, steps, steps);
    // The kernels that draw write cells and steps in twos, and want room for it.
    this.#noise = kernels.allocate((length + 1) * (this.#rowBytes + CELL_BYTES));
    this.#tape = kernels.allocate((length + 1) * this.#rowBytes);
    this.#scratch = kernels.allocate(this.#rowBytes + 3 * CELL_BYTES);
    const all = individuals * this.#rowBytes;
    this.#begins = kernels.allocate(seed.kind === "pathwise" ? this.#segments.length * all : 0);
    this.#states = kernels.allocate(all);
    this.#adjoints = kernels.allocate(all);
    this.#walled = kernels.allocate(CELL_BYTES);
    this.#sums = new BlockSums(kernels, batch, this.#placed, this.#passes);
  }

  get result(): GradientResult {
    return {
      drift: this.#placed.adjoints.map(({ summary }) => summary),
      blocks: this.#sums.blocks,
    };
  }

  /** Goes through a group forwards and, where it is pathwise, back again; groups come by replicates, in order. */
  run(group: Group): void {
    this.#sums.begin(group);
    if (this.#batch.seed.kind === "score") this.#score(group);
    else if (!this.#overKept(group)) this.#pathwise(group);
    this.#sums.end(group);
  }

  #begin({ first, end, row }: Group): void {
    const { system, keys, replicates } = this.#batch;
    const { initialLow, initialHigh } = system.integrator;
    const low = f32(initialLow);
    const width = f32(f32(initialHigh) - low);
    const key = keyOf(keys.initialStates, first);
    const { cells } = this.#lattice;
    this.#kernels.call.drawInitialStates(this.#scratch, cells, low, width, ...key, replicates.from + row);
    for (let individual = first; individual < end; individual++) {
      this.#kernels.copy(this.#at(this.#states, individual), this.#scratch, this.#rowBytes);
    }
  }

  #drawNoise({ first, row }: Group, { from, steps }: Segment): void {
    const { system, keys, replicates } = this.#batch;
    const scale = noiseScaleOf(system.model.noiseStrength, system.integrator.dt);
    const key = keyOf(keys.noise, first);
    const { cells } = this.#lattice;
    this.#kernels.call.drawNoise(this.#noise, cells, from, steps, scale, ...key, replicates.from + row);
  }

  /** Advances an individual through a segment whose noise is drawn, and tapes it. */
  #record(individual: number, { steps }: Segment): void {
    const { record } = this.#placed.adjoints[individual]!;
    const states = this.#at(this.#states, individual);
    this.#passes.record(record, this.#forward, states, this.#scratch, this.#noise, steps, this.#tape);
  }

  #score(group: Group): void {
    this.#begin(group);
    for (const segment of this.#segments) {
      this.#drawNoise(group, segment);
      for (let individual = group.first; individual < group.end; individual++) {
        const { record } = this.#placed.adjoints[individual]!;
        this.#record(individual, segment);
        this.#passes.scatter(record, this.#forward, this.#noise, this.#tape, segment.steps, this.#walled);
        this.#countClipped(individual, group, segment);
      }
    }
  }

  /** Goes back over the tapes of a group that are kept; whether they are. */
  #overKept(group: Group): boolean {
    for (let individual = group.first; individual < group.end; individual++) {
      const tape = this.#kept?.tapeOf(individual, group.row) ?? null;
      if (tape === null) return false;
      this.#seed(individual, group);
      for (const whole of this.#whole) {
        this.#retreat(individual, group, whole, tape);
      }
    }
    return true;
  }

  #pathwise(group: Group): void {
    this.#begin(group);
    const { first, end } = group;
    const { individuals } = this.#batch;
    const bytes = (end - first) * this.#rowBytes;
    const begin = (index: number): number => this.#at(this.#begins, index * individuals + first);
    this.#segments.forEach((segment, index) => {
      this.#kernels.copy(begin(index), this.#at(this.#states, first), bytes);
      // The last is gone through below.
      if (index === this.#segments.length - 1) return;
      this.#drawNoise(group, segment);
      for (let individual = first; individual < end; individual++) this.#record(individual, segment);
    });
    for (let individual = first; individual < end; individual++) this.#seed(individual, group);
    for (let index = this.#segments.length - 1; index >= 0; index--) {
      const segment = this.#segments[index]!;
      this.#kernels.copy(this.#at(this.#states, first), begin(index), bytes);
      this.#drawNoise(group, segment);
      for (let individual = first; individual < end; individual++) {
        this.#record(individual, segment);
        this.#retreat(individual, group, segment, this.#tape);
      }
    }
  }

  /** Places the adjoints of the final states; lanes that are no replicates have none. */
  #seed(individual: number, { row, lanes }: Group): void {
    const { seed, replicates } = this.#batch;
    if (seed.kind !== "pathwise") return;
    const { cells, held } = this.#lattice;
    const adjoints = this.#kernels.floats(this.#at(this.#adjoints, individual), cells * LANES);
    adjoints.fill(0);
    for (let lane = 0; lane < lanes; lane++) {
      const from = (individual * replicates.count + row + lane) * cells;
      for (let cell = 0; cell < cells; cell++) adjoints[cell * LANES + lane] = seed.adjoints[from + cell]!;
    }
    for (const cell of held) adjoints.fill(0, cell * LANES, (cell + 1) * LANES);
  }

  /** Goes back through a segment whose tape begins at `tape`. */
  #retreat(individual: number, group: Group, segment: PlacedSegment, tape: number): void {
    const { seed } = this.#batch;
    const { steps, stops, stretches } = segment;
    const { record } = this.#placed.adjoints[individual]!;
    const clip = seed.kind === "pathwise" && seed.clip === "exact" ? -1 : 0;
    const adjoints = this.#at(this.#adjoints, individual);
    const end = tape + steps * this.#rowBytes;
    const norms = this.#sums.norms(individual);
    const { length } = stops;
    const scratch = this.#scratch;
    this.#passes.retreat(
      record,
      this.#backward,
      adjoints,
      scratch,
      end,
      clip,
      stretches,
      length,
      norms,
      group.lanes,
      this.#walled,
    );
    this.#countClipped(individual, group, segment);
  }

  /** Adds how many states a pass over a segment found at a wall. Held cells always are. */
  #countClipped(individual: number, { row, lanes }: Group, { steps }: Segment): void {
    const { held } = this.#lattice;
    const walled = this.#kernels.words(this.#walled, LANES);
    for (let lane = 0; lane < lanes; lane++) {
      this.#sums.clipped(individual, row + lane, walled[lane]! - steps * held.length);
    }
  }

  /** Where an individual's row of `rows`, f32 `[individual][cell][lane]`, lies. */
  #at(rows: number, individual: number): number {
    return rows + individual * this.#rowBytes;
  }
}
