import type { Config } from "../config/config.js";
import type { GenerationRecord } from "./generation-record.js";

/** Why a search ended. */
export const STOP_REASONS = ["generations", "target", "patience", "seconds"] as const;
export type StopReason = (typeof STOP_REASONS)[number];

/** The best fitness so far and the generation that first reached it. */
export interface BestSoFar {
  readonly fitness: number;
  readonly generation: number;
}

/** Before the first generation. */
export const NO_BEST: BestSoFar = { fitness: -Infinity, generation: 0 };

/** The best so far after one more generation. */
export function updateBest(bestSoFar: BestSoFar, { best, generation }: GenerationRecord): BestSoFar {
  return best !== null && best > bestSoFar.fitness ? { fitness: best, generation } : bestSoFar;
}

/** What the stopping rules look at. */
interface Progress {
  /** Generations scored so far. */
  readonly generation: number;
  readonly bestSoFar: BestSoFar;
  /** Best fitness of the last generation. */
  readonly lastBest: number | null;
  /** What was assured of one of the last generation that holds the target, on fresh replicates; absent: fitness counts. */
  readonly verified?: number | null | undefined;
  /** Seconds spent searching; stopping by it is the one choice that another run need not repeat. */
  readonly seconds: number;
}

/** Whether a search that has come this far ends, and why; null before the first generation. */
export function stopReason(stop: Config["search"]["stop"], progress: Progress): StopReason | null {
  const { generation, bestSoFar, lastBest, verified = lastBest, seconds } = progress;
  if (generation === 0) return null;
  if (stop.target !== null && verified !== null && verified >= stop.target) return "target";
  if (generation >= stop.generations) return "generations";
  if (stop.patience !== null && generation - 1 - bestSoFar.generation >= stop.patience) return "patience";
  if (stop.maxSeconds !== null && seconds >= stop.maxSeconds) return "seconds";
  return null;
}
