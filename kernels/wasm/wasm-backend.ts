import type { Backend, SimulationBatch, SimulationResult } from "../backend.js";
import { type DistinctPatterns, mergeDistinct, type PatternLayout, patternLayout } from "../patterns.js";
import type { Key } from "../random/threefry2x32.js";
import { countPatternsAt } from "./pattern-statistics.js";
import { type PlacedRegulations, placeRegulations } from "./place-regulations.js";
import { WasmKernels } from "./wasm-kernels.js";

const f32 = Math.fround;
/** Replicates of a block, one a SIMD lane. */
const LANES = 4;
/**
 * Noise held at a time: a chunk of steps that stays in the second-level cache, and long enough that an individual's
 * table, which in a large population comes from beyond it, is paid for.
 */
const NOISE_BYTES = 128 * 1024;
/** Patterns held before they are counted. */
const PATTERN_BYTES = 4 * 1024 * 1024;
const VECTOR_BYTES = 16;
const BOUNDARY_CODES = { open: 0, pinned: 1, periodic: 2 } as const;

/**
 * The embedded default: AssemblyScript compiled to WebAssembly SIMD, four replicates at a time.
 *
 * Memory beside the result: the tables, 16 bytes a cell and individual, 4 MB of patterns.
 */
export function createWasmBackend(module?: WebAssembly.Module): Backend {
  const kernels = new WasmKernels(module);
  return {
    name: "wasm",
    info: { device: "WebAssembly SIMD", deterministic: true },
    simulate: (batch) =>
      new Promise((resolve) => {
        kernels.reset();
        resolve(new BatchSimulation(kernels, batch).run());
      }),
    dispose: () => {
      kernels.reset();
    },
  };
}

/** A batch laid out in the kernels' memory, and the loops over it. */
class BatchSimulation {
  readonly #kernels: WasmKernels;
  readonly #batch: SimulationBatch;
  readonly #layout: PatternLayout;
  readonly #thresholds: number;
  readonly #regulations: PlacedRegulations;
  /** Steps whose noise is held at a time. */
  readonly #chunkSteps: number;
  readonly #noise: number;
  readonly #initial: number;
  /** f32 `[individual][cell][lane]` */
  readonly #states: number;
  /** Bytes of one individual's states. */
  readonly #stateBytes: number;

  constructor(kernels: WasmKernels, batch: SimulationBatch) {
    const { model, regulation } = batch;
    this.#kernels = kernels;
    this.#batch = batch;
    this.#layout = patternLayout(model.cells, model.thresholds.length + 1);
    this.#thresholds = kernels.place(Float32Array.from(model.thresholds));
    this.#regulations = placeRegulations(kernels, model, regulation);
    this.#stateBytes = model.cells * VECTOR_BYTES;
    // The kernels that draw write cells and steps in twos, and want room for it.
    const stepBytes = this.#stateBytes + VECTOR_BYTES;
    this.#chunkSteps = 2 * Math.max(1, Math.trunc(NOISE_BYTES / (2 * stepBytes)));
    this.#noise = kernels.allocate(this.#chunkSteps * stepBytes);
    this.#initial = kernels.allocate(this.#stateBytes + 3 * VECTOR_BYTES);
    this.#states = kernels.allocate(regulation.individuals * this.#stateBytes);
  }

  run(): SimulationResult {
    const { model, regulation, replicates, output, every = 1 } = this.#batch;
    const { individuals } = regulation;
    const { count } = replicates;
    const { wordsPerPattern } = this.#layout;
    const counting = output === "counts";
    const frames =
      output === "trajectory" ? Math.trunc(model.steps / every) + 1 : output === "states" ? 1 : 0;
    const patterns = new Uint32Array(counting ? 0 : individuals * count * wordsPerPattern);
    const states = new Float32Array(individuals * count * frames * model.cells);
    const parts: DistinctPatterns[][] = Array.from({ length: individuals }, () => []);
    const tile = this.#tileReplicates();
    const tilePatterns = this.#kernels.allocate(individuals * tile * wordsPerPattern * 4);

    for (let from = 0; from < count; from += tile) {
      const rows = Math.min(tile, count - from);
      for (let block = 0; block < rows; block += LANES) {
        const lanes = Math.min(LANES, rows - block);
        this.#simulateBlock(replicates.from + from + block, (frame, individual) => {
          const row = individual * count + from + block;
          this.#copyStates(individual, lanes, states, row * frames + frame, frames);
        });
        for (let individual = 0; individual < individuals; individual++) {
          const row = individual * tile + block;
          this.#readPatterns(individual, tilePatterns + row * wordsPerPattern * 4, lanes);
        }
      }
      for (let individual = 0; individual < individuals; individual++) {
        const at = tilePatterns + individual * tile * wordsPerPattern * 4;
        if (counting) parts[individual]!.push(countPatternsAt(this.#kernels, at, rows, wordsPerPattern));
        else {
          const row = individual * count + from;
          patterns.set(this.#kernels.words(at, rows * wordsPerPattern), row * wordsPerPattern);
        }
      }
    }
    return {
      regulation: this.#regulations.individuals.map(({ summary }) => summary),
      counts: counting ? parts.map((part) => mergeDistinct(part, wordsPerPattern)) : [],
      patterns,
      states,
      layout: this.#layout,
    };
  }

  /** Advances one block of replicates of all individuals from the initial state to the end. */
  #simulateBlock(replicate: number, onFrame: (frame: number, individual: number) => void): void {
    const { model, regulation, keys, output, every = 1 } = this.#batch;
    const { call } = this.#kernels;
    const common = keys.noise.length === 1 && keys.initialStates.length === 1;
    const groupSize = common ? regulation.individuals : 1;
    const noiseScale = f32(model.noiseStrength * Math.sqrt(model.dt));
    const low = f32(model.initialLow);
    const width = f32(f32(model.initialHigh) - low);
    const frameSteps = output === "trajectory" ? every : Infinity;

    for (let first = 0; first < regulation.individuals; first += groupSize) {
      const end = first + groupSize;
      const [i0, i1] = keyOf(keys.initialStates, first);
      const [n0, n1] = keyOf(keys.noise, first);
      call.drawInitialStates(this.#initial, model.cells, low, width, i0, i1, replicate);
      for (let individual = first; individual < end; individual++) {
        this.#kernels.copy(this.#statesOf(individual), this.#initial, this.#stateBytes);
        if (output === "trajectory") onFrame(0, individual);
      }
      for (let step = 0; step < model.steps;) {
        const untilFrame = frameSteps - (step % frameSteps);
        const steps = Math.min(this.#chunkSteps, model.steps - step, untilFrame);
        call.drawNoise(this.#noise, model.cells, step, steps, noiseScale, n0, n1, replicate);
        step += steps;
        for (let individual = first; individual < end; individual++) {
          this.#advance(individual, steps);
          if (steps === untilFrame) onFrame(step / every, individual);
        }
      }
      if (output === "states") for (let i = first; i < end; i++) onFrame(0, i);
    }
  }

  #advance(individual: number, steps: number): void {
    const { model, regulation } = this.#batch;
    const { individuals, hidden, widest, scratch } = this.#regulations;
    const { genome, table, summary } = individuals[individual]!;
    const states = this.#statesOf(individual);
    const boundary = BOUNDARY_CODES[model.boundary];
    const { call } = this.#kernels;
    if (regulation.mode === "table") {
      call.advanceTable(states, this.#noise, model.cells, steps, boundary, table, summary.intervals);
    } else {
      call.advanceDirect(
        states,
        this.#noise,
        model.cells,
        steps,
        boundary,
        f32(model.dt),
        genome,
        hidden,
        regulation.hidden.length,
        scratch,
        widest,
      );
    }
  }

  #readPatterns(individual: number, at: number, lanes: number): void {
    const { cells, bitsPerCell, cellsPerWord, wordsPerPattern, fates } = this.#layout;
    this.#kernels.call.readPatterns(
      this.#statesOf(individual),
      cells,
      this.#thresholds,
      fates - 1,
      bitsPerCell,
      cellsPerWord,
      at,
      wordsPerPattern,
      lanes,
    );
  }

  /** Copies a block's states to rows `row`, `row + rowStride`, … of `out`, `[row][cell]`. */
  #copyStates(individual: number, lanes: number, out: Float32Array, row: number, rowStride: number): void {
    const { cells } = this.#layout;
    const states = this.#kernels.floats(this.#statesOf(individual), cells * LANES);
    for (let lane = 0; lane < lanes; lane++) {
      const to = (row + lane * rowStride) * cells;
      for (let cell = 0; cell < cells; cell++) out[to + cell] = states[cell * LANES + lane]!;
    }
  }

  #statesOf(individual: number): number {
    return this.#states + individual * this.#stateBytes;
  }

  /** Replicates whose patterns are held before they are counted: whole blocks within {@link PATTERN_BYTES}. */
  #tileReplicates(): number {
    const bytes = this.#batch.regulation.individuals * this.#layout.wordsPerPattern * 4;
    const blocks = Math.max(1, Math.trunc(PATTERN_BYTES / (bytes * LANES)));
    return Math.min(blocks, Math.ceil(this.#batch.replicates.count / LANES)) * LANES;
  }
}

/** The drawing key of `individual`: its own, or the one that all share. */
function keyOf(keys: readonly Key[], individual: number): Key {
  return keys.length === 1 ? keys[0]! : keys[individual]!;
}
