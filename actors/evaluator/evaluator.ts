import { type ActorOptions, createActor } from "xstate";
import {
  type BackendName,
  cellStepsOf,
  type EnsembleRequest,
  type EnsembleResult,
  type EstimatorName,
  isResultOf,
  joinScores,
  mergeShards,
  partOf,
  type Problem,
  type ReplicateRange,
  scoreEnsembles,
  type Scores,
  shardRequest,
  shardsOf,
  wavesOf,
} from "../../engine/index.js";
import { Mailbox } from "../mailbox.js";
import type { Envelope } from "../messages.js";
import { problemOf } from "../problem-of.js";
import type { Transport } from "../transport/transport.js";
import { type Attempt, evaluatorMachine } from "./evaluator.machine.js";
import { ShardDeadline } from "./shard-deadline.js";

/** A worker that has not said that it is ready after so many seconds will not. */
const MOST_START_SECONDS = 60;

/** What an evaluator needs from outside. */
export interface EvaluatorOptions {
  readonly run: string;
  /** The population manager's end. */
  readonly manager: Transport;
  readonly backend: BackendName;
  readonly workers: number;
  /** Starts a worker and connects to it. */
  readonly startWorker: (worker: number) => Transport;
  /** Hears of a worker that cannot be started and is done without. */
  readonly onWorkerGivenUp?: (problem: Problem) => void;
  /** How long a shard may take; by default learned from those that came back. */
  readonly deadline?: Pick<ShardDeadline, "measure" | "seconds">;
  readonly inspect?: ActorOptions<typeof evaluatorMachine>["inspect"];
}

/** A request in hand: its waves are simulated one after the other. */
interface Job {
  readonly job: number;
  readonly generation: number;
  readonly request: EnsembleRequest;
  /** Null where the patterns themselves are wanted, in one wave. */
  readonly estimator: EstimatorName | null;
  readonly waves: EnsembleRequest[];
  readonly scores: Scores[];
}

/** The wave in hand: which replicates each shard has, and what came back. */
interface Wave {
  readonly number: number;
  readonly request: EnsembleRequest;
  readonly shards: ReadonlyMap<number, ReplicateRange>;
  readonly results: Map<number, EnsembleResult>;
}

interface WorkerConnection {
  readonly transport: Transport;
  readonly mailbox: Mailbox;
  /** The wave whose population it has. */
  wave: number;
  attempt: Attempt | undefined;
  started: number;
  timer: NodeJS.Timeout | undefined;
}

/** The running evaluator; see `evaluator.machine.ts` for what it decides. */
export class Evaluator {
  readonly #options: EvaluatorOptions;
  readonly #manager: Mailbox;
  readonly #deadline: Pick<ShardDeadline, "measure" | "seconds">;
  readonly #workers = new Map<number, WorkerConnection>();
  readonly #actor;
  #job: Job | undefined;
  #wave: Wave | undefined;
  #lastWave = 0;
  #lastShard = 0;
  #stopped = false;

  constructor(options: EvaluatorOptions) {
    this.#options = options;
    this.#manager = new Mailbox(options.manager, options.run);
    this.#deadline = options.deadline ?? new ShardDeadline(options.backend);
    const machine = evaluatorMachine.provide({
      actions: {
        startWorker: (_, { worker }) => {
          this.#startWorker(worker);
        },
        giveUpWorker: (_, { problem }) => options.onWorkerGivenUp?.(problem),
        dispatch: (_, attempt) => {
          this.#dispatch(attempt);
        },
        completeWave: () => {
          this.#completeWave();
        },
        failWave: (_, { problem }) => {
          this.#failJob(problem);
        },
      },
    });
    const { inspect } = options;
    this.#actor = createActor(machine, {
      input: { workers: options.workers },
      ...(inspect === undefined ? {} : { inspect }),
    });
    this.#manager.onMessage((envelope) => {
      this.#onManagerMessage(envelope);
    });
    this.#actor.start();
  }

  /** Ends all workers; resolves when they are gone. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#actor.stop();
    await Promise.all(
      [...this.#workers.values()].map(({ transport, timer }) => {
        clearTimeout(timer);
        return transport.close();
      }),
    );
  }

  #onManagerMessage(envelope: Envelope): void {
    switch (envelope.type) {
      case "score": {
        const { request } = envelope.payload;
        const waves = wavesOf(request).map((wave) => partOf(request, wave, request.replicates));
        this.#begin({ ...envelope.payload, generation: envelope.generation, waves, scores: [] });
        break;
      }
      case "simulate":
        this.#begin({
          ...envelope.payload,
          generation: envelope.generation,
          estimator: null,
          waves: [envelope.payload.request],
          scores: [],
        });
        break;
      case "abandon":
        this.#job = undefined;
        this.#wave = undefined;
        this.#actor.send({ type: "ABANDON" });
        break;
      default:
        throw new Error(`the evaluator cannot take a "${envelope.type}" message`);
    }
  }

  #begin(job: Job): void {
    // A new request stands in for one that is still in hand.
    this.#actor.send({ type: "ABANDON" });
    this.#job = job;
    this.#nextWave(job);
  }

  #nextWave(job: Job): void {
    const request = job.waves.shift()!;
    const ranges = shardsOf(request, this.#options.workers);
    const shards = new Map(ranges.map((range) => [++this.#lastShard, range]));
    this.#wave = { number: ++this.#lastWave, request, shards, results: new Map() };
    this.#actor.send({ type: "WAVE", shards: [...shards.keys()] });
  }

  #completeWave(): void {
    const [job, wave] = [this.#job!, this.#wave!];
    const about = { generation: job.generation };
    const result = mergeShards(wave.request, [...wave.results.values()]);
    if (job.estimator === null) {
      this.#manager.send("simulated", { job: job.job, result }, about);
      return;
    }
    job.scores.push(scoreEnsembles(wave.request, result, job.estimator));
    if (job.waves.length > 0) this.#nextWave(job);
    else this.#manager.send("scored", { job: job.job, scores: joinScores(job.scores) }, about);
  }

  #failJob(problem: Problem): void {
    const { job, generation } = this.#job!;
    this.#manager.send("evaluation-failed", { job, problem }, { generation });
  }

  #startWorker(worker: number): void {
    if (this.#stopped) return;
    let transport: Transport;
    try {
      transport = this.#options.startWorker(worker);
    } catch (error) {
      this.#actor.send({ type: "WORKER_LOST", worker, problem: problemOf(error) });
      return;
    }
    const mailbox = new Mailbox(transport, this.#options.run);
    const connection: WorkerConnection = {
      transport,
      mailbox,
      wave: 0,
      attempt: undefined,
      started: 0,
      timer: undefined,
    };
    this.#workers.set(worker, connection);
    this.#expectWithin(MOST_START_SECONDS, worker, connection);
    transport.onClose((reason) => {
      this.#lose(worker, connection, {
        code: "worker.lost",
        message: `Worker ${worker} ended: ${reason}`,
        cure: "Look at what it said above; with too little memory, use fewer --workers.",
      });
    });
    mailbox.onMessage(
      (envelope) => {
        this.#onWorkerMessage(worker, connection, envelope);
      },
      (error) => {
        this.#end(worker, connection, problemOf(error));
      },
    );
  }

  /** Takes a worker for hanging that does not answer in time. */
  #expectWithin(seconds: number, worker: number, connection: WorkerConnection): void {
    connection.timer = setTimeout(() => {
      this.#end(worker, connection, {
        code: "worker.hangs",
        message: `Worker ${worker} has not answered for ${Math.ceil(seconds)} s.`,
        cure: "The machine may be overloaded or out of memory: use fewer --workers.",
      });
    }, seconds * 1000);
  }

  /** Ends a worker that cannot be relied on. */
  #end(worker: number, connection: WorkerConnection, problem: Problem): void {
    void connection.transport.close();
    this.#lose(worker, connection, problem);
  }

  #lose(worker: number, connection: WorkerConnection, problem: Problem): void {
    clearTimeout(connection.timer);
    if (this.#stopped || this.#workers.get(worker) !== connection) return;
    this.#workers.delete(worker);
    this.#actor.send({ type: "WORKER_LOST", worker, problem });
  }

  #dispatch(attempt: Attempt): void {
    const wave = this.#wave!;
    const replicates = wave.shards.get(attempt.shard)!;
    const connection = this.#workers.get(attempt.worker)!;
    const about = { generation: this.#job!.generation, shard: attempt.shard, attempt: attempt.attempt };
    if (connection.wave !== wave.number) {
      connection.mailbox.send(
        "prepare",
        { wave: wave.number, request: wave.request, backend: this.#options.backend },
        { generation: about.generation },
      );
      connection.wave = wave.number;
    }
    connection.mailbox.send("shard", { wave: wave.number, replicates }, about);
    connection.attempt = attempt;
    connection.started = performance.now();
    const seconds = this.#deadline.seconds(cellStepsOf(shardRequest(wave.request, replicates)));
    this.#expectWithin(seconds, attempt.worker, connection);
  }

  #onWorkerMessage(worker: number, connection: WorkerConnection, envelope: Envelope): void {
    if (envelope.type === "ready") {
      clearTimeout(connection.timer);
      this.#actor.send({ type: "WORKER_READY", worker });
      return;
    }
    const { attempt } = connection;
    const expected = attempt?.shard === envelope.shard && attempt.attempt === envelope.attempt;
    if (!expected) return;
    clearTimeout(connection.timer);
    connection.attempt = undefined;
    if (envelope.type === "shard-failed") {
      this.#actor.send({ type: "SHARD_FAILED", ...attempt, problem: envelope.payload.problem });
      return;
    }
    const range = this.#wave?.shards.get(attempt.shard);
    if (this.#wave !== undefined && range !== undefined) {
      const request = shardRequest(this.#wave.request, range);
      if (envelope.type !== "shard-done" || !isResultOf(request, envelope.payload.result)) {
        this.#end(worker, connection, {
          code: "message.invalid",
          message: `Worker ${worker} answered a shard with something else than its result.`,
          cure: "Both ends must run the same version.",
        });
        return;
      }
      this.#deadline.measure((performance.now() - connection.started) / 1000, cellStepsOf(request));
      this.#wave.results.set(attempt.shard, envelope.payload.result);
    }
    this.#actor.send({ type: "SHARD_DONE", ...attempt });
  }
}
