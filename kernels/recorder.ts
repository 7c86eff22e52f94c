import {
  frameCount,
  layoutOf,
  type Output,
  type Outputs,
  type ReplicateRange,
  type SimulationBatch,
} from "./batch.js";
import { mergeDistinct } from "./patterns.js";
import { type DistinctPatterns } from "./packed-patterns.js";

/** The distinct patterns of packed words `[replicate][wordsPerPattern]`. */
export type CountPatterns = (words: Uint32Array) => DistinctPatterns;

/** What a batch was asked for, as it comes: by individual and by range of replicates, in any order. */
export interface Recorder<Result> {
  /**
   * @param replicates counted from the first of the batch
   * @param words packed patterns `[replicate][wordsPerPattern]`; not kept
   */
  readonly patterns: (individual: number, replicates: ReplicateRange, words: Uint32Array) => void;
  /** Where the states `[cell]` of a replicate, counted from the first of the batch, are to be written for a frame. */
  readonly states: (individual: number, replicate: number, frame: number) => Float32Array;
  /** The whole, when everything was recorded. */
  readonly finish: () => Result;
}

const NO_STATES = new Float32Array(0);

function countsRecorder(batch: SimulationBatch, count: CountPatterns): Recorder<Outputs["counts"]> {
  const { wordsPerPattern } = layoutOf(batch.system);
  const parts = Array.from({ length: batch.individuals }, (): DistinctPatterns[] => []);
  return {
    patterns: (individual, _replicates, words) => void parts[individual]!.push(count(words)),
    states: () => NO_STATES,
    finish: () => ({ counts: parts.map((part) => mergeDistinct(part, wordsPerPattern)) }),
  };
}

function patternsRecorder(batch: SimulationBatch): Recorder<Outputs["patterns"]> {
  const { wordsPerPattern } = layoutOf(batch.system);
  const { count } = batch.replicates;
  const patterns = new Uint32Array(batch.individuals * count * wordsPerPattern);
  return {
    patterns: (individual, { from }, words) => {
      patterns.set(words, (individual * count + from) * wordsPerPattern);
    },
    states: () => NO_STATES,
    finish: () => ({ patterns }),
  };
}

function statesRecorder(batch: SimulationBatch): Recorder<Outputs["states" | "trajectory"]> {
  const { cells } = batch.system.lattice;
  const { count } = batch.replicates;
  const frames = frameCount(batch);
  const states = new Float32Array(batch.individuals * count * frames * cells);
  const inner = patternsRecorder(batch);
  return {
    patterns: inner.patterns,
    states: (individual, replicate, frame) => {
      const at = ((individual * count + replicate) * frames + frame) * cells;
      return states.subarray(at, at + cells);
    },
    finish: () => ({ ...inner.finish(), states }),
  };
}

const RECORDERS: {
  readonly [O in Output]: (batch: SimulationBatch, count: CountPatterns) => Recorder<Outputs[O]>;
} = {
  counts: countsRecorder,
  patterns: patternsRecorder,
  states: statesRecorder,
  trajectory: statesRecorder,
};

/** Records what `batch` asks for. @param count counts patterns, where the backend does it best */
export function recorderOf<O extends Output>(
  batch: SimulationBatch<O>,
  count: CountPatterns,
): Recorder<Outputs[O]> {
  return RECORDERS[batch.output](batch, count);
}
