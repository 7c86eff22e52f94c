import { Evaluator } from "../../actors/evaluator/evaluator.js";
import { EvaluatorClient } from "../../actors/evaluator/evaluator-client.js";
import { connectInProcess } from "../../actors/transport/in-process.js";
import { threadWorkers } from "../../actors/workers/thread-workers.js";
import type { Scores, ScoreTask } from "../../engine/index.js";

/** The evaluator of a run with its workers, to be asked for generation after generation. */
export interface GenerationDriver {
  score(task: ScoreTask): Promise<Scores>;
  stop(): Promise<void>;
}

/** Starts an evaluator with `workers` worker threads, as training does. */
export function startDriver(workers: number): GenerationDriver {
  const [ours, theirs] = connectInProcess();
  const source = threadWorkers(workers);
  const evaluator = new Evaluator({ run: "bench", manager: theirs, backend: "wasm", source });
  const client = new EvaluatorClient(ours, "bench");
  let generation = 0;
  /** One task at a time: benny calls a case before the last call has resolved. */
  let last: Promise<unknown> = Promise.resolve();
  return {
    score: (task) => {
      const scores = last.then(() => client.evaluate(task, ++generation));
      last = scores;
      return scores;
    },
    stop: () => evaluator.stop(),
  };
}
