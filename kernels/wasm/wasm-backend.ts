import type { Backend } from "../backend.js";
import {
  frameAt,
  keyOf,
  layoutOf,
  noiseScaleOf,
  type Output,
  type Outputs,
  type SimulationBatch,
  type SimulationResult,
  stepsToFrame,
} from "../batch.js";
import { type Catalogue, CATALOGUE, modelOf } from "../catalogue.js";
import { latticeOf } from "../lattice.js";
import type { PlacedDrifts } from "../models/model.js";
import type { PatternLayout } from "../packed-patterns.js";
import { type Recorder, recorderOf } from "../recorder.js";
import { differentiate } from "./differentiate.js";
import { countPatternsAt } from "./pattern-statistics.js";
import { TAPE_BYTES } from "./gradient-passes.js";
import { KEPT_BYTES, KeptTape } from "./kept-tape.js";
import { CELL_BYTES, LANES, placeLattice, placeLayout } from "./records.js";
import { type Sweep, WasmKernels } from "./wasm-kernels.js";

const f32 = Math.fround;
/**
 * Noise held at a time: a chunk of steps that stays in the second-level cache, and long enough that an individual's
 * table, which in a large population comes from beyond it, is paid for.
 */
const NOISE_BYTES = 128 * 1024;
/** Patterns held before they are counted. */
const PATTERN_BYTES = 4 * 1024 * 1024;

/** Most bytes of what no result depends on. */
export interface TapeSizes {
  /** Of the tape of a gradient, unless it is one of √steps. */
  readonly tapeBytes?: number;
  /** Of the tape that is kept of a simulation; see {@link KeptTape}. */
  readonly keptBytes?: number;
}

/**
 * The embedded default: AssemblyScript compiled to WebAssembly SIMD, four replicates at a time.
 *
 * Memory beside the result: the drifts, 16 bytes a cell and individual, 4 MB of patterns; where states are asked for, the tape
 * of a gradient that may follow, until something else is.
 *
 * @param module has the sweeps of all models of `catalogue`; by default what `loadKernels` loaded
 * @throws CellfateError `wasm.not-loaded`
 */
export function createWasmBackend(
  catalogue: Catalogue = CATALOGUE,
  module?: WebAssembly.Module,
  { tapeBytes = TAPE_BYTES, keptBytes = KEPT_BYTES }: TapeSizes = {},
): Backend {
  const kernels = new WasmKernels(module);
  let kept: KeptTape | null = null;
  return {
    name: "wasm",
    info: { device: "WebAssembly SIMD", deterministic: true },
    simulate: (batch) =>
      new Promise((resolve) => {
        kept = null;
        kernels.reset();
        const tape = KeptTape.of(kernels, catalogue, batch, keptBytes);
        resolve(kernels.scoped(() => new BatchSimulation(kernels, catalogue, batch, tape).run()));
        kept = tape;
      }),
    differentiate: (batch) =>
      new Promise((resolve) => {
        const tape = kept?.isOf(batch) === true ? kept : null;
        kept = null;
        if (tape === null) kernels.reset();
        resolve(kernels.scoped(() => differentiate(kernels, catalogue, batch, tapeBytes, tape)));
        kept = tape;
      }),
    dispose: () => {
      kept = null;
      kernels.reset();
    },
  };
}

/** A batch laid out in the kernels' memory, and the loops over it. */
class BatchSimulation<O extends Output> {
  readonly #kernels: WasmKernels;
  readonly #batch: SimulationBatch<O>;
  readonly #layout: PatternLayout;
  readonly #recorder: Recorder<Outputs[O]>;
  readonly #kept: KeptTape | null;
  readonly #placed: PlacedDrifts;
  readonly #sweep: Sweep;
  /** The records of the lattice and of the layout. */
  readonly #latticeAt: number;
  readonly #layoutAt: number;
  readonly #thresholds: number;
  /** Bytes of one individual's states. */
  readonly #stateBytes: number;
  /** Steps whose noise is held at a time. */
  readonly #chunkSteps: number;
  readonly #noise: number;
  readonly #initial: number;
  /** f32 `[individual][cell][lane]` */
  readonly #states: number;
  /** Room for the states of one individual. */
  readonly #next: number;

  /** @param kept what to write the tape to, if it is kept */
  constructor(kernels: WasmKernels, catalogue: Catalogue, batch: SimulationBatch<O>, kept: KeptTape | null) {
    const { system, individuals } = batch;
    this.#kernels = kernels;
    this.#batch = batch;
    this.#layout = layoutOf(system);
    const { cells, wordsPerPattern } = this.#layout;
    this.#recorder = recorderOf(batch, (words) =>
      countPatternsAt(kernels, words.byteOffset, words.length / wordsPerPattern, wordsPerPattern),
    );
    this.#kept = kept;
    this.#placed = kept?.placed.drifts ?? modelOf(catalogue, system.model).place(kernels, system, batch);
    this.#sweep = kernels.sweep(this.#placed.sweep);
    this.#latticeAt = placeLattice(kernels, latticeOf(system.lattice, catalogue.connectivities));
    this.#layoutAt = placeLayout(kernels, this.#layout);
    this.#thresholds = kernels.place(Float32Array.from(system.model.thresholds));
    this.#stateBytes = cells * CELL_BYTES;
    // The kernels that draw write cells and steps in twos, and want room for it.
    const stepBytes = this.#stateBytes + CELL_BYTES;
    this.#chunkSteps = 2 * Math.max(1, Math.trunc(NOISE_BYTES / (2 * stepBytes)));
    this.#noise = kernels.allocate(this.#chunkSteps * stepBytes);
    this.#initial = kernels.allocate(this.#stateBytes + 3 * CELL_BYTES);
    this.#states = kernels.allocate(individuals * this.#stateBytes);
    this.#next = kernels.allocate(this.#stateBytes);
  }

  run(): SimulationResult<O> {
    const { individuals, replicates } = this.#batch;
    const patternBytes = 4 * this.#layout.wordsPerPattern;
    const tile = this.#tileReplicates();
    const patterns = this.#kernels.allocate(individuals * tile * patternBytes);
    for (let from = 0; from < replicates.count; from += tile) {
      const count = Math.min(tile, replicates.count - from);
      for (let block = 0; block < count; block += LANES) {
        const lanes = Math.min(LANES, count - block);
        this.#simulateBlock(from + block, lanes);
        for (let individual = 0; individual < individuals; individual++) {
          this.#readPatterns(individual, patterns + (individual * tile + block) * patternBytes, lanes);
        }
      }
      for (let individual = 0; individual < individuals; individual++) {
        const at = patterns + individual * tile * patternBytes;
        const words = this.#kernels.words(at, count * this.#layout.wordsPerPattern);
        this.#recorder.patterns(individual, { from, count }, words);
      }
    }
    const drift = this.#placed.drifts.map(({ summary }) => summary);
    return { ...this.#recorder.finish(), drift, layout: this.#layout };
  }

  /** Advances a block of all individuals from the initial states to the end. @param row its first replicate */
  #simulateBlock(row: number, lanes: number): void {
    const { individuals, keys } = this.#batch;
    const common = keys.noise.length === 1 && keys.initialStates.length === 1;
    const groupSize = common ? individuals : 1;
    for (let first = 0; first < individuals; first += groupSize) {
      this.#simulateGroup(first, first + groupSize, row, lanes);
    }
  }

  /** {@link #simulateBlock} of individuals `first` … `end − 1`, which share their random numbers. */
  #simulateGroup(first: number, end: number, row: number, lanes: number): void {
    const { system, keys, replicates } = this.#batch;
    const { steps, dt, initialLow, initialHigh } = system.integrator;
    const { cells } = this.#layout;
    const { call } = this.#kernels;
    const replicate = replicates.from + row;
    const noiseScale = noiseScaleOf(system.model.noiseStrength, dt);
    const noiseKey = keyOf(keys.noise, first);
    const low = f32(initialLow);
    const width = f32(f32(initialHigh) - low);
    const initialKey = keyOf(keys.initialStates, first);
    call.drawInitialStates(this.#initial, cells, low, width, ...initialKey, replicate);
    for (let individual = first; individual < end; individual++) {
      this.#kernels.copy(this.#statesOf(individual), this.#initial, this.#stateBytes);
      this.#record(individual, row, lanes, 0);
    }
    for (let step = 0; step < steps;) {
      const chunk = Math.min(this.#chunkSteps, stepsToFrame(this.#batch, step));
      call.drawNoise(this.#noise, cells, step, chunk, noiseScale, ...noiseKey, replicate);
      for (let individual = first; individual < end; individual++) {
        this.#advance(individual, row, step, chunk);
        this.#record(individual, row, lanes, step + chunk);
      }
      step += chunk;
    }
  }

  /** Advances an individual by steps whose noise is drawn. @param row the first replicate of its block */
  #advance(individual: number, row: number, step: number, steps: number): void {
    const [latticeAt, states, next, noise] = [
      this.#latticeAt,
      this.#statesOf(individual),
      this.#next,
      this.#noise,
    ];
    const tape = this.#kept?.tapeOf(individual, row) ?? null;
    if (this.#kept !== null && tape !== null) {
      this.#kept.record(individual, tape, step, [latticeAt, states, next, noise, steps]);
    } else {
      this.#sweep(this.#placed.drifts[individual]!.record, latticeAt, states, next, noise, steps);
    }
  }

  #readPatterns(individual: number, at: number, lanes: number): void {
    const states = this.#statesOf(individual);
    this.#kernels.call.readPatterns(states, this.#layoutAt, this.#thresholds, at, lanes);
  }

  /** Records the states of a block after `step` steps, where they are asked for. */
  #record(individual: number, row: number, lanes: number, step: number): void {
    const frame = frameAt(this.#batch, step);
    if (frame === null) return;
    const { cells } = this.#layout;
    const states = this.#kernels.floats(this.#statesOf(individual), cells * LANES);
    for (let lane = 0; lane < lanes; lane++) {
      const out = this.#recorder.states(individual, row + lane, frame);
      for (let cell = 0; cell < cells; cell++) out[cell] = states[cell * LANES + lane]!;
    }
  }

  #statesOf(individual: number): number {
    return this.#states + individual * this.#stateBytes;
  }

  /** Replicates whose patterns are held before they are counted: whole blocks within {@link PATTERN_BYTES}. */
  #tileReplicates(): number {
    const { individuals, replicates } = this.#batch;
    const blockBytes = individuals * this.#layout.wordsPerPattern * 4 * LANES;
    const blocks = Math.max(1, Math.trunc(PATTERN_BYTES / blockBytes));
    return Math.min(blocks, Math.ceil(replicates.count / LANES)) * LANES;
  }
}
