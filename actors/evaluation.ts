import { randomUUID } from "node:crypto";
import type { BackendName, Evaluate } from "../engine/index.js";
import { Evaluator } from "./evaluator/evaluator.js";
import { EvaluatorClient } from "./evaluator/evaluator-client.js";
import { connectInProcess } from "./transport/in-process.js";
import { workersFor } from "./workers/workers-for.js";

/** An evaluator with its workers, without a run around it. */
export interface OpenEvaluation {
  /** Does a task on the workers; those asked meanwhile are done after one another. */
  readonly evaluate: Evaluate;
  /** Ends the workers; resolves when they are gone. */
  stop(): Promise<void>;
}

/** Starts an evaluator with so many workers of this machine. What it computes does not depend on how many there are. */
export function startEvaluation(backend: BackendName, workers: number): OpenEvaluation {
  const run = randomUUID();
  const [client, manager] = connectInProcess();
  const evaluator = new Evaluator({ run, manager, backend, source: workersFor(backend, workers) });
  const asking = new EvaluatorClient(client, run);
  let last: Promise<unknown> = Promise.resolve();
  return {
    evaluate: (task) => {
      const next = last.then(() => asking.evaluate(task, 0));
      last = next.catch(() => undefined);
      return next;
    },
    stop: () => evaluator.stop(),
  };
}
