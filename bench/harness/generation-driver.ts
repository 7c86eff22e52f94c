import { Evaluator } from "../../actors/evaluator/evaluator.js";
import { Mailbox } from "../../actors/mailbox.js";
import { connectInProcess } from "../../actors/transport/in-process.js";
import type { Transport } from "../../actors/transport/transport.js";
import { startShardWorker } from "../../actors/workers/start-shard-worker.js";
import type { EnsembleRequest, Scores } from "../../engine/index.js";

/** The evaluator of a run with its workers, to be asked for generation after generation. */
export interface GenerationDriver {
  score(request: EnsembleRequest): Promise<Scores>;
  stop(): Promise<void>;
}

/** Starts an evaluator with `workers` worker threads, as training does. */
export function startDriver(
  workers: number,
  startWorker: (worker: number) => Transport = startShardWorker,
): GenerationDriver {
  const [ours, theirs] = connectInProcess();
  const evaluator = new Evaluator({ run: "bench", manager: theirs, backend: "wasm", workers, startWorker });
  const mailbox = new Mailbox(ours, "bench");
  let job = 0;
  let take: (scores: Scores) => void = () => undefined;
  /** One request at a time: benny calls a case before the last call has resolved. */
  let last: Promise<unknown> = Promise.resolve();
  mailbox.onMessage((envelope) => {
    if (envelope.type === "scored") take(envelope.payload.scores);
    else throw new Error(`the evaluator sent "${envelope.type}"`);
  });
  const ask = (request: EnsembleRequest): Promise<Scores> =>
    new Promise((resolve) => {
      take = resolve;
      const { population, keys } = request;
      const copy = { ...request, population: { ...population }, keys: { ...keys } };
      mailbox.send("score", { job: ++job, request: copy, estimator: "plug-in" }, { generation: job });
    });
  return {
    score: (request) => {
      const scores = last.then(() => ask(request));
      last = scores;
      return scores;
    },
    stop: () => evaluator.stop(),
  };
}
