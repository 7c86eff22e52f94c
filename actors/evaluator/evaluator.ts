import {
  type BackendName,
  isPartialOf,
  joinWavesOf,
  mergeShardsOf,
  type Problem,
  shardOf,
  shardRangesOf,
  shardRequest,
  type TaskPartial,
  wavesOfTask,
} from "../../engine/index.js";
import { workOf } from "../../engine/evaluation/work.js";
import { Mailbox } from "../mailbox.js";
import type { Envelope, EnvelopeOf } from "../messages.js";
import { inspectedBy, type RunObserver, witnessOf } from "../observer.js";
import { problemOf } from "../problem-of.js";
import type { Transport } from "../transport/transport.js";
import type { Worker, WorkerSource } from "../workers/worker-source.js";
import type { Job, Wave } from "./job.js";
import { ShardDeadline } from "./shard-deadline.js";
import type { Attempt } from "./shard-ledger.js";
import { ShardScheduler } from "./shard-scheduler.js";

/** What an evaluator needs from outside. */
export interface EvaluatorOptions {
  readonly run: string;
  /** The population manager's end. */
  readonly manager: Transport;
  readonly backend: BackendName;
  readonly source: WorkerSource;
  /** Hears of a worker that cannot be started and is done without. */
  readonly onWorkerGivenUp?: (problem: Problem) => void;
  /** How long a shard may take; by default learned from those that came back. */
  readonly deadline?: Pick<ShardDeadline, "measure" | "seconds">;
  readonly observer?: RunObserver;
}

/** A worker that is there, as the evaluator speaks to it. */
interface WorkerConnection {
  readonly worker: Worker;
  readonly mailbox: Mailbox;
  /** The wave whose task it has. */
  wave: number;
  /** When its shard was sent, and until when it has to answer. */
  started: number;
  timer: NodeJS.Timeout | undefined;
}

/** The running evaluator; see `evaluator.machine.ts` for what it decides. */
export class Evaluator {
  readonly #options: EvaluatorOptions;
  readonly #manager: Mailbox;
  readonly #deadline: Pick<ShardDeadline, "measure" | "seconds">;
  readonly #workers = new Map<number, WorkerConnection>();
  readonly #scheduler: ShardScheduler;
  #job: Job | undefined;
  #wave: Wave | undefined;
  #lastJob = 0;
  #lastWave = 0;
  #lastShard = 0;

  constructor(options: EvaluatorOptions) {
    const { manager, run, backend, source, observer, onWorkerGivenUp } = options;
    this.#options = options;
    this.#manager = new Mailbox(manager, run);
    this.#deadline = options.deadline ?? new ShardDeadline(backend);
    this.#scheduler = new ShardScheduler(
      {
        dispatch: (attempt) => {
          this.#dispatch(attempt);
        },
        completeWave: () => {
          this.#completeWave();
        },
        failWave: (problem) => {
          this.#failJob(problem);
        },
      },
      inspectedBy(observer),
    );
    this.#manager.onMessage((envelope) => {
      this.#onManagerMessage(envelope);
    });
    source.start({
      joined: (worker) => {
        this.#join(worker);
      },
      left: (id, problem) => {
        this.#leave(id, problem);
      },
      givenUp: (problem) => onWorkerGivenUp?.(problem),
      deserted: (problem) => {
        this.#scheduler.desert(problem);
      },
    });
  }

  /** Ends all workers; resolves when they are gone. */
  async stop(): Promise<void> {
    this.#scheduler.stop();
    for (const { timer } of this.#workers.values()) clearTimeout(timer);
    await this.#options.source.stop();
  }

  #onManagerMessage(envelope: Envelope): void {
    switch (envelope.type) {
      case "evaluate":
        // A message may come twice; a job is done once.
        if (envelope.payload.job > this.#lastJob) this.#begin(envelope);
        break;
      case "abandon":
        if (envelope.payload.job === this.#job?.job) this.#scheduler.abandon();
        break;
      default:
        throw new Error(`the evaluator cannot take a "${envelope.type}" message`);
    }
  }

  #begin({ generation, payload: { job, task } }: EnvelopeOf<"evaluate">): void {
    // A new job stands in for one that is still in hand.
    this.#scheduler.abandon();
    this.#lastJob = job;
    this.#job = { job, generation, task, waves: wavesOfTask(task), results: [] };
    this.#nextWave(this.#job);
  }

  #nextWave(job: Job): void {
    const task = job.waves.shift()!;
    const workers = Math.max(this.#options.source.expected, this.#workers.size);
    const ranges = shardRangesOf(task, workers);
    const shards = new Map(ranges.map((range) => [++this.#lastShard, range]));
    // Whoever did the same replicates in the wave before may have kept something of them.
    const before = this.#wave?.doneBy;
    const preferred = new Map<number, number>();
    for (const [shard, { from }] of shards) {
      const worker = before?.get(from);
      if (worker !== undefined) preferred.set(shard, worker);
    }
    this.#wave = { number: ++this.#lastWave, task, shards, partials: new Map(), doneBy: new Map() };
    this.#scheduler.begin([...shards.keys()], preferred);
  }

  #completeWave(): void {
    const [job, wave] = [this.#job!, this.#wave!];
    job.results.push(mergeShardsOf(wave.task, [...wave.partials.values()]));
    if (job.waves.length > 0) {
      this.#nextWave(job);
      return;
    }
    const outcome = joinWavesOf(job.task, job.results);
    this.#manager.send("evaluated", { job: job.job, outcome }, { generation: job.generation });
  }

  #failJob(problem: Problem): void {
    const { job, generation } = this.#job!;
    this.#manager.send("evaluation-failed", { job, problem }, { generation });
  }

  #join(worker: Worker): void {
    const { run, observer } = this.#options;
    observer?.joined(worker.id, worker.name);
    const mailbox = new Mailbox(worker.transport, run, witnessOf(observer, worker.id));
    const connection: WorkerConnection = { worker, mailbox, wave: 0, started: 0, timer: undefined };
    this.#workers.set(worker.id, connection);
    mailbox.onMessage(
      (envelope) => {
        this.#onWorkerMessage(connection, envelope);
      },
      (error) => {
        this.#options.source.dismiss(worker.id, problemOf(error));
      },
    );
    this.#scheduler.join(worker.id);
  }

  #leave(id: number, problem: Problem): void {
    this.#options.observer?.left(id, problem);
    clearTimeout(this.#workers.get(id)?.timer);
    this.#workers.delete(id);
    this.#scheduler.leave(id, problem);
  }

  #dispatch(attempt: Attempt): void {
    const wave = this.#wave!;
    const replicates = wave.shards.get(attempt.shard)!;
    const connection = this.#workers.get(attempt.worker)!;
    const { mailbox, worker } = connection;
    const { generation } = this.#job!;
    if (connection.wave !== wave.number) {
      const { backend } = this.#options;
      mailbox.send("prepare", { wave: wave.number, task: wave.task, backend }, { generation });
      connection.wave = wave.number;
    }
    mailbox.send("shard", { wave: wave.number, replicates }, { ...attempt, generation });
    connection.started = performance.now();
    const seconds = this.#deadline.seconds(workOf(shardRequest(wave.task.ensembles, replicates)));
    connection.timer = setTimeout(() => {
      this.#options.source.dismiss(worker.id, {
        code: "worker.hangs",
        message: `${worker.name} has not answered for ${Math.ceil(seconds)} s.`,
        cure: "The machine may be overloaded or out of memory: use fewer --workers.",
      });
    }, seconds * 1000);
  }

  #onWorkerMessage(connection: WorkerConnection, envelope: Envelope): void {
    const attempt = this.#scheduler.inHand(connection.worker.id);
    if (attempt === undefined) return;
    const isAboutIt = envelope.shard === attempt.shard && envelope.attempt === attempt.attempt;
    if (envelope.type === "shard-failed" && (isAboutIt || envelope.shard === 0)) {
      clearTimeout(connection.timer);
      this.#scheduler.failed(attempt, envelope.payload.problem);
    } else if (envelope.type === "shard-done" && isAboutIt) {
      clearTimeout(connection.timer);
      this.#takeAnswer(connection, attempt, envelope.payload.answer);
    }
  }

  #takeAnswer({ worker, started }: WorkerConnection, attempt: Attempt, answer: TaskPartial): void {
    const range = this.#wave?.shards.get(attempt.shard);
    if (this.#wave !== undefined && range !== undefined) {
      const shard = shardOf(this.#wave.task, range);
      if (!isPartialOf(shard, answer)) {
        this.#options.source.dismiss(worker.id, {
          code: "message.invalid",
          message: `${worker.name} answered a shard with something else than its result.`,
          cure: "Both ends must run the same version.",
        });
        return;
      }
      this.#deadline.measure((performance.now() - started) / 1000, workOf(shard.ensembles));
      this.#wave.partials.set(attempt.shard, answer);
      this.#wave.doneBy.set(range.from, worker.id);
    }
    this.#scheduler.done(attempt);
  }
}
