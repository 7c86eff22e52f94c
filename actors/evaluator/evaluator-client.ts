import {
  CellfateError,
  isOutcomeOf,
  type Task,
  type TaskKind,
  type TaskOutcome,
  type TaskResult,
} from "../../engine/index.js";
import { Mailbox, type MessageWitness } from "../mailbox.js";
import type { Transport } from "../transport/transport.js";

/** The job that an answer is awaited for. */
interface PendingJob {
  readonly job: number;
  readonly generation: number;
  take(outcome: TaskOutcome): void;
  reject(error: CellfateError): void;
}

/** The asking end of the evaluator: a task is a promise of its result. One task at a time; a new one replaces it. */
export class EvaluatorClient {
  readonly #mailbox: Mailbox;
  #lastJob = 0;
  #pending: PendingJob | undefined;

  constructor(transport: Transport, run: string, witness?: MessageWitness) {
    this.#mailbox = new Mailbox(transport, run, witness);
    this.#mailbox.onMessage((envelope) => {
      switch (envelope.type) {
        case "evaluated":
          this.#settle(envelope.payload.job)?.take(envelope.payload.outcome);
          break;
        case "evaluation-failed":
          this.#settle(envelope.payload.job)?.reject(new CellfateError(envelope.payload.problem));
          break;
        default:
          throw new Error(`an evaluator cannot have sent a "${envelope.type}" message`);
      }
    });
  }

  /**
   * Has a task done for a generation.
   *
   * @throws CellfateError of the shard that was given up; `evaluation.abandoned`
   */
  evaluate<K extends TaskKind>(task: Task<K>, generation: number): Promise<TaskResult<K>> {
    this.#drop();
    const job = ++this.#lastJob;
    return new Promise((resolve, reject) => {
      const take = (outcome: TaskOutcome): void => {
        if (isOutcomeOf(task, outcome)) resolve(outcome.result);
        else reject(new Error(`a task "${task.kind}" came to a result of "${outcome.kind}"`));
      };
      this.#pending = { job, generation, take, reject };
      this.#mailbox.send("evaluate", { job, task }, { generation });
    });
  }

  /** Lets go of the task in hand, if there is one. */
  abandon(): void {
    const dropped = this.#drop();
    if (dropped === undefined) return;
    const { job, generation } = dropped;
    this.#mailbox.send("abandon", { job }, { generation });
  }

  #drop(): PendingJob | undefined {
    const dropped = this.#pending;
    this.#pending = undefined;
    dropped?.reject(
      new CellfateError({ code: "evaluation.abandoned", message: "The evaluation was abandoned." }),
    );
    return dropped;
  }

  /** Whoever waits for the job; nobody where it has been answered or abandoned. */
  #settle(job: number): PendingJob | undefined {
    if (this.#pending?.job !== job) return undefined;
    const pending = this.#pending;
    this.#pending = undefined;
    return pending;
  }
}
