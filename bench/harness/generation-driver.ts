import { Evaluator } from "../../actors/evaluator/evaluator.js";
import { EvaluatorClient } from "../../actors/evaluator/evaluator-client.js";
import { connectInProcess } from "../../actors/transport/in-process.js";
import { threadWorkers } from "../../actors/workers/thread-workers.js";
import type { Evaluate } from "../../engine/index.js";

/** The evaluator of a run with its workers, to be asked for task after task: one at a time. */
export interface GenerationDriver {
  readonly evaluate: Evaluate;
  stop(): Promise<void>;
}

/** Starts an evaluator with `workers` worker threads, as training does. */
export function startDriver(workers: number): GenerationDriver {
  const [ours, theirs] = connectInProcess();
  const source = threadWorkers(workers);
  const evaluator = new Evaluator({ run: "bench", manager: theirs, backend: "wasm", source });
  const client = new EvaluatorClient(ours, "bench");
  let generation = 0;
  return {
    evaluate: (task) => client.evaluate(task, ++generation),
    stop: () => evaluator.stop(),
  };
}
