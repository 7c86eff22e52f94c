import type { Config } from "../config/config.js";
import type { GenerationRecord } from "./generation-record.js";

/** Why a search ended. */
export type StopReason = "generations" | "target" | "patience" | "seconds";

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

/**
 * Whether the search ends with this generation, and why.
 *
 * @param seconds time spent searching; stopping by it is the one choice that another run need not repeat
 */
export function stopReason(
  search: Config["search"],
  record: GenerationRecord,
  bestSoFar: BestSoFar,
  seconds: number,
): StopReason | null {
  if (search.target !== null && record.best !== null && record.best >= search.target) return "target";
  if (record.generation + 1 >= search.generations) return "generations";
  if (search.patience !== null && record.generation - bestSoFar.generation >= search.patience)
    return "patience";
  if (search.maxSeconds !== null && seconds >= search.maxSeconds) return "seconds";
  return null;
}
