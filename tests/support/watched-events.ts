import type { TraceEvent } from "#cli/trace/trace-event.js";
import { shardMessage } from "./trace-events.js";

/** A transition of the evaluator that an event set off. */
export function microstep(t: number, event: string, from: string | null, to: string): TraceEvent {
  return { t, type: "@xstate.microstep", actor: "evaluator", event, from, to };
}

/** A shard of generation 3 on its way to a worker, or the answer to it. */
export function shardEvent(
  t: number,
  message: "shard" | "shard-done" | "shard-failed",
  worker: number,
  shard: number,
  attempt = 1,
): TraceEvent {
  return shardMessage(t, worker, { message, generation: 3, shard, attempt });
}

/** A generation that is written down. */
export function generationEvent(t: number, generation: number, best: number | null): TraceEvent {
  return {
    t,
    type: "generation",
    record: {
      ...{ generation, best, mean: best, std: 0, bestIndividual: 0, invalid: 0, cellSteps: 1000 },
      ...{ patternEntropy: 1, reproducibilityEntropy: 0.5, distinctPatterns: 4 },
    },
  };
}
