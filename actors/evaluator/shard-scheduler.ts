import { type ActorOptions, createActor } from "xstate";
import type { Problem } from "../../engine/index.js";
import { evaluatorMachine } from "./evaluator.machine.js";
import { type Attempt, ShardLedger } from "./shard-ledger.js";

/** What is done about a wave's shards. */
export interface SchedulerEffects {
  /** Sends a shard to a worker. */
  dispatch(attempt: Attempt): void;
  /** Every shard of the wave is done. */
  completeWave(): void;
  /** The wave is given up. */
  failWave(problem: Problem): void;
}

/** The evaluator's machine with its ledger: told what happens to workers and shards, it says who does what. */
export class ShardScheduler {
  readonly #ledger = new ShardLedger();
  readonly #actor;

  constructor(
    effects: SchedulerEffects,
    options: Pick<ActorOptions<typeof evaluatorMachine>, "clock" | "inspect"> = {},
  ) {
    const ledger = this.#ledger;
    const machine = evaluatorMachine.provide({
      actions: {
        giveShards: () => {
          for (let next = ledger.assign(); next !== undefined; next = ledger.assign()) effects.dispatch(next);
        },
        putBack: (_, { shard, attempt }) => {
          ledger.putBack(shard, attempt);
        },
        dropShards: () => {
          ledger.drop();
        },
        completeWave: () => {
          effects.completeWave();
        },
        failWave: (_, { problem }) => {
          effects.failWave(problem);
        },
      },
    });
    this.#actor = createActor(machine, { id: "evaluator", ...options }).start();
  }

  /** Begins a wave of these shards, in this order. @param preferred by shard, the worker that is to have it if it is idle */
  begin(shards: readonly number[], preferred?: ReadonlyMap<number, number>): void {
    this.#ledger.take(shards, preferred);
    this.#actor.send({ type: "WAVE", shards: shards.length });
  }

  /** Drops the wave in hand, if there is one. */
  abandon(): void {
    this.#actor.send({ type: "ABANDON" });
  }

  /** A worker has come. */
  join(worker: number): void {
    this.#ledger.add(worker);
    this.#actor.send({ type: "WORKER_JOINED" });
  }

  /** A worker has gone; what it had in hand is for another. */
  leave(worker: number, problem: Problem): void {
    const attempt = this.#ledger.remove(worker);
    this.#actor.send({ type: "WORKER_LEFT" });
    if (attempt !== undefined) this.#tryAgain(attempt, problem);
  }

  /** Nobody is there and nobody will come. */
  desert(problem: Problem): void {
    this.#actor.send({ type: "DESERTED", problem });
  }

  /** What a worker has in hand. */
  inHand(worker: number): Attempt | undefined {
    return this.#ledger.inHand(worker);
  }

  /** A worker has done a shard; one that nobody waits for any more counts for nothing. */
  done(attempt: Attempt): void {
    if (!this.#ledger.release(attempt)) return;
    if (this.#ledger.close(attempt.shard)) this.#actor.send({ type: "SHARD_DONE" });
    else this.#actor.send({ type: "WORKER_FREE" });
  }

  /** A worker could not do a shard; it may do others. */
  failed(attempt: Attempt, problem: Problem): void {
    if (!this.#ledger.release(attempt)) return;
    this.#tryAgain(attempt, problem);
    this.#actor.send({ type: "WORKER_FREE" });
  }

  stop(): void {
    this.#actor.stop();
  }

  #tryAgain({ shard, attempt }: Attempt, problem: Problem): void {
    if (this.#ledger.isOpen(shard)) this.#actor.send({ type: "SHARD_FAILED", shard, attempt, problem });
  }
}
