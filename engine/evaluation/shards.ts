import { type DistinctPatterns, layoutOf, mergeDistinct, type ReplicateRange } from "../../kernels/index.js";
import { comparePatterns } from "../../kernels/patterns.js";
import {
  cellStepsOf,
  type EnsembleRequest,
  type EnsembleResult,
  type IndividualRange,
  partOf,
} from "./ensemble.js";
import { ensembleBytes, genomeBytes } from "./sizes.js";
import { workOfCellStep } from "./work.js";

/** What a worker holds of an individual: at most a table of 4096 intervals, and a block of states for each cell. */
const DRIFT_BYTES = 32 * 1024;
const STATE_BYTES = 16;
/** Replicates that the kernels advance together; a shard is cut at whole blocks of them. */
export const BLOCK_REPLICATES = 4;
/** Most cell-steps of a shard, of a tabulated f, so that progress shows and a hanging worker is noticed: a fraction of a second. */
const SHARD_CELL_STEPS = 2e8;
/** Most bytes that a wave can take: its individuals' genomes, drifts and states, and patterns that all differ. */
const WAVE_BYTES = 67_108_864;

/**
 * Cuts a request into waves of individuals, to be simulated and scored one after the other: the patterns of all
 * individuals and replicates are never held at once.
 *
 * @param replicateBytes what a replicate takes beside its pattern
 */
export function wavesOf(request: EnsembleRequest, replicateBytes = 0): IndividualRange[] {
  const { individuals } = request.population;
  const { system, replicates } = request;
  const bytes =
    ensembleBytes(system, replicates.count) +
    replicateBytes * replicates.count +
    genomeBytes(system, 1) +
    DRIFT_BYTES +
    STATE_BYTES * system.lattice.cells;
  const size = Math.max(1, Math.min(individuals, Math.trunc(WAVE_BYTES / bytes)));
  const waves: IndividualRange[] = [];
  for (let from = 0; from < individuals; from += size) {
    waves.push({ from, count: Math.min(size, individuals - from) });
  }
  return waves;
}

/**
 * Cuts a request's replicates into shards of equal size, up to whole blocks: a multiple of `workers`, so that all
 * end together, and none too long. How a request is cut never changes a bit of the result.
 *
 * @param block replicates of a block
 */
export function shardsOf(
  request: EnsembleRequest,
  workers: number,
  block: number = BLOCK_REPLICATES,
): ReplicateRange[] {
  const { from, count } = request.replicates;
  const blocks = Math.ceil(count / block);
  const cellSteps = cellStepsOf(request) * workOfCellStep(request.system);
  const rounds = Math.ceil(cellSteps / (workers * SHARD_CELL_STEPS));
  const shards = Math.min(blocks, Math.max(1, rounds) * workers);
  return Array.from({ length: shards }, (_, i) => {
    const first = Math.trunc((i * blocks) / shards) * block;
    const end = Math.min(count, Math.trunc(((i + 1) * blocks) / shards) * block);
    return { from: from + first, count: end - first };
  });
}

/** The part of a request that one shard simulates. */
export function shardRequest(request: EnsembleRequest, replicates: ReplicateRange): EnsembleRequest {
  return partOf(request, { from: 0, count: request.population.individuals }, replicates);
}

/** The ensembles of a request from those of its shards, in any order. */
export function mergeShards(request: EnsembleRequest, shards: readonly EnsembleResult[]): EnsembleResult {
  const { wordsPerPattern } = layoutOf(request.system);
  return {
    drift: shards[0]!.drift,
    counts: shards[0]!.counts.map((_, individual) =>
      mergeDistinct(
        shards.map(({ counts }) => counts[individual]!),
        wordsPerPattern,
      ),
    ),
  };
}

/** Whether distinct patterns are what is said of them: each once, ascending, `replicates` in all. */
function areCountsOf(
  { words, counts }: DistinctPatterns,
  wordsPerPattern: number,
  replicates: number,
): boolean {
  if (words.length !== counts.length * wordsPerPattern) return false;
  for (let i = 1; i < counts.length; i++) {
    if (comparePatterns(words, i - 1, words, i, wordsPerPattern) >= 0) return false;
  }
  return !counts.includes(0) && counts.reduce((sum, count) => sum + count, 0) === replicates;
}

/** Whether a result has the shape that its request asks for, every replicate counted once. */
export function isResultOf(request: EnsembleRequest, { drift, counts }: EnsembleResult): boolean {
  const { population, replicates } = request;
  const { wordsPerPattern } = layoutOf(request.system);
  return (
    drift.length === population.individuals &&
    counts.length === population.individuals &&
    counts.every((distinct) => areCountsOf(distinct, wordsPerPattern, replicates.count))
  );
}
