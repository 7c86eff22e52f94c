import { noiseScaleOf } from "../batch.js";
import { adjointSteps, GRADIENT_BLOCK, type GradientBatch, type GradientBlocks } from "../gradient.js";
import { gradientRecorder, sumsWeight } from "../gradient-recorder.js";
import type { PlacedAdjoints } from "../models/model.js";
import { LANES } from "./records.js";
import type { Passes, WasmKernels } from "./wasm-kernels.js";

/** Replicates `row` … `row + lanes − 1` of individuals `first` … `end − 1`, which share their random numbers. */
export interface Group {
  readonly first: number;
  readonly end: number;
  readonly row: number;
  readonly lanes: number;
}

/** What the passes over groups of replicates are added up in, block after block; groups come by replicates, in order. */
export class BlockSums {
  readonly #kernels: WasmKernels;
  readonly #batch: GradientBatch;
  readonly #adjoints: PlacedAdjoints["adjoints"];
  readonly #gather: Passes["gather"];
  readonly #recorders: readonly ReturnType<typeof gradientRecorder>[];
  /** f64 `[lane]` */
  readonly #weights: number;
  /** `[individual]`, of the present block: f64 `[q]` and `[time]`. */
  readonly #sums: readonly number[];
  readonly #norms: readonly number[];
  readonly #times: number;

  constructor(kernels: WasmKernels, batch: GradientBatch, { adjoints }: PlacedAdjoints, passes: Passes) {
    const { system, seed } = batch;
    this.#kernels = kernels;
    this.#batch = batch;
    this.#adjoints = adjoints;
    this.#gather = passes.gather;
    this.#recorders = adjoints.map(({ size }) => gradientRecorder(batch, size));
    const doubles = (length: number): number => kernels.allocate(length * Float64Array.BYTES_PER_ELEMENT);
    this.#weights = doubles(LANES);
    this.#times = seed.kind === "pathwise" ? adjointSteps(system.integrator.steps).length : 0;
    this.#sums = adjoints.map(({ size }) => doubles(size));
    this.#norms = adjoints.map(() => doubles(this.#times));
  }

  /** `[individual]` */
  get blocks(): GradientBlocks[] {
    return this.#recorders.map(({ blocks }) => blocks);
  }

  /** Where a pass back adds the squared norms of an individual's adjoints, f64 `[time]`. */
  norms(individual: number): number {
    return this.#norms[individual]!;
  }

  /** Adds to how often replicate `row` was clipped. */
  clipped(individual: number, row: number, count: number): void {
    this.#recorders[individual]!.clipped(row, count);
  }

  /** Before a group: sets sums and norms to 0 where a block begins. */
  begin({ first, end, row }: Group): void {
    if (row % GRADIENT_BLOCK !== 0) return;
    for (let individual = first; individual < end; individual++) {
      this.#sumsOf(individual).fill(0);
      this.#normsOf(individual).fill(0);
    }
  }

  /** After a group: adds its sums to those of its block, and records the block when it is complete. */
  end({ first, end, row, lanes }: Group): void {
    const { system, replicates } = this.#batch;
    const scale = noiseScaleOf(system.model.noiseStrength, system.integrator.dt);
    const block = Math.trunc(row / GRADIENT_BLOCK);
    const last = (row + lanes) % GRADIENT_BLOCK === 0 || row + lanes === replicates.count;
    for (let individual = first; individual < end; individual++) {
      const { record, size } = this.#adjoints[individual]!;
      const weights = this.#kernels.doubles(this.#weights, LANES);
      for (let lane = 0; lane < lanes; lane++) {
        weights[lane] = sumsWeight(this.#batch, individual, row + lane, scale);
      }
      this.#gather(record, this.#weights, lanes, this.#sums[individual]!);
      if (!last) continue;
      const { blocks } = this.#recorders[individual]!;
      blocks.sums.set(this.#sumsOf(individual), block * size);
      blocks.squaredNorms.set(this.#normsOf(individual), block * this.#times);
    }
  }

  #sumsOf(individual: number): Float64Array {
    return this.#kernels.doubles(this.#sums[individual]!, this.#adjoints[individual]!.size);
  }

  #normsOf(individual: number): Float64Array {
    return this.#kernels.doubles(this.#norms[individual]!, this.#times);
  }
}
