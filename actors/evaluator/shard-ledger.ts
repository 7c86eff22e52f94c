/** An attempt at a shard, given to a worker. */
export interface Attempt {
  readonly worker: number;
  readonly shard: number;
  /** From 1. */
  readonly attempt: number;
}

/** A shard that waits, and how often it has been tried. */
interface WaitingShard {
  readonly shard: number;
  readonly tried: number;
}

/**
 * Who has which shard of the wave in hand: what the evaluator's machine decides about, kept beside it. Nothing here
 * takes longer with more workers or shards, but for taking in a wave.
 */
export class ShardLedger {
  /** Those that wait, the next one last. */
  #waiting: WaitingShard[] = [];
  /** By shard: who is to have it where there is a choice. */
  #preferred: ReadonlyMap<number, number> = new Map();
  /** Shards of the wave that are not done. */
  readonly #open = new Set<number>();
  /** Workers that have nothing to do, the longest idle first. */
  readonly #idle = new Set<number>();
  /** By worker; of earlier waves, too, until the worker has answered. */
  readonly #inHand = new Map<number, Attempt>();

  /**
   * Takes in the shards of a wave, to be done in this order.
   *
   * @param preferred by shard, the worker that is to have it if it is idle when the shard's turn comes
   */
  take(shards: readonly number[], preferred: ReadonlyMap<number, number> = new Map()): void {
    this.#preferred = preferred;
    this.#waiting = shards.map((shard) => ({ shard, tried: 0 })).reverse();
    for (const shard of shards) this.#open.add(shard);
  }

  /** Forgets the wave; workers keep what they have in hand. */
  drop(): void {
    this.#waiting = [];
    this.#open.clear();
  }

  /** A worker is there, with nothing to do. */
  add(worker: number): void {
    this.#idle.add(worker);
  }

  /** What a worker has in hand. */
  inHand(worker: number): Attempt | undefined {
    return this.#inHand.get(worker);
  }

  /** A worker is gone; what it had in hand. */
  remove(worker: number): Attempt | undefined {
    const attempt = this.#inHand.get(worker);
    this.#idle.delete(worker);
    this.#inHand.delete(worker);
    return attempt;
  }

  /** A worker has answered an attempt and is idle; whether that was the one it had in hand. */
  release({ worker, shard, attempt }: Attempt): boolean {
    const held = this.#inHand.get(worker);
    if (held?.shard !== shard || held.attempt !== attempt) return false;
    this.#inHand.delete(worker);
    this.#idle.add(worker);
    return true;
  }

  /** Whether a shard is of the wave in hand and not done. */
  isOpen(shard: number): boolean {
    return this.#open.has(shard);
  }

  /** A shard is done; whether it was open. */
  close(shard: number): boolean {
    return this.#open.delete(shard);
  }

  /** A shard that was tried waits again, before all others. */
  putBack(shard: number, tried: number): void {
    if (this.#open.has(shard)) this.#waiting.push({ shard, tried });
  }

  /** Gives the next waiting shard to the worker that it prefers or to the longest idle one; undefined where there is no such pair. */
  assign(): Attempt | undefined {
    const [longestIdle] = this.#idle;
    if (longestIdle === undefined) return undefined;
    const next = this.#waiting.pop();
    if (next === undefined) return undefined;
    const preferred = this.#preferred.get(next.shard);
    const worker = preferred !== undefined && this.#idle.has(preferred) ? preferred : longestIdle;
    const attempt = { worker, shard: next.shard, attempt: next.tried + 1 };
    this.#idle.delete(worker);
    this.#inHand.set(worker, attempt);
    return attempt;
  }
}
