import { workerName } from "./worker-name.js";
import type { TraceEvent } from "./trace-event.js";

/** From when to when something was so, in milliseconds since the trace began; two of one track never overlap. */
interface Stretch {
  /** The machine or the worker. */
  readonly track: string;
  readonly from: number;
  readonly to: number;
  /** The one that the messages were about when it began. */
  readonly generation: number;
}

/** How the try at a shard ended; `unfinished`: the trace ended before it did. */
export type ShardOutcome = "done" | "failed" | "lost" | "unfinished";

/** A stay of a machine in a state. */
export interface StateSpan extends Stretch {
  readonly kind: "state";
  readonly state: string;
  /** What it went on to, and at which event; null where the trace ended. */
  readonly next: { readonly state: string; readonly event: string } | null;
}

/** A try of a worker at a shard. */
export interface ShardSpan extends Stretch {
  readonly kind: "shard";
  readonly shard: number;
  readonly attempt: number;
  readonly outcome: ShardOutcome;
}

/** The time for which a worker was there; `problem`: why it left, null where it stayed. */
interface WorkerSpan extends Stretch {
  readonly kind: "worker";
  readonly problem: string | null;
}

export type Span = StateSpan | ShardSpan | WorkerSpan;

type Begun<S extends Span> = Omit<S, "to" | "kind" | "track" | "next" | "outcome" | "problem">;

/** A worker that is there. */
interface Present {
  readonly track: string;
  readonly joined: Begun<WorkerSpan>;
  /** The shard in hand. */
  shard: Begun<ShardSpan> | undefined;
}

/**
 * Makes spans of the events of a trace, each as it ends, so that only those that go on are held. Whatever the events are, no
 * span ends before it begins and no two of a kind and track overlap: an end without a beginning is none, what begins anew
 * ends what went on, and time does not go back.
 */
export class SpanBuilder {
  readonly #states = new Map<string, Begun<StateSpan>>();
  /** By their names in messages; a worker that takes the place of one that was lost has another. */
  readonly #workers = new Map<string, Present>();
  #now = 0;
  #generation = 0;

  /** When the last event was. */
  get now(): number {
    return this.#now;
  }

  /** Shards that workers have in hand. */
  get inHand(): number {
    let shards = 0;
    for (const { shard } of this.#workers.values()) if (shard !== undefined) shards++;
    return shards;
  }

  /** The spans that an event ends. */
  add(event: TraceEvent): readonly Span[] {
    this.#now = Math.max(this.#now, event.t);
    switch (event.type) {
      case "@xstate.microstep":
        return this.#enter(event.actor, event.to, event.event);
      case "worker.joined":
        return this.#join(workerName(event.worker), event.name);
      case "worker.left":
        return this.#leave(workerName(event.worker), event.problem.message);
      case "message":
        this.#generation = event.generation;
        if (event.message === "shard") return this.#give(event.to, event);
        if (event.message === "shard-done") return this.#take(event.from, event, "done");
        if (event.message === "shard-failed") return this.#take(event.from, event, "failed");
        return [];
      default:
        return [];
    }
  }

  /** The spans that went on when the trace ended. */
  end(): readonly Span[] {
    const states = [...this.#states.keys()].flatMap((machine) => this.#closeState(machine, null));
    const workers = [...this.#workers.keys()].flatMap((worker) => this.#leave(worker, null));
    return [...states, ...workers];
  }

  #begun(): { from: number; generation: number } {
    return { from: this.#now, generation: this.#generation };
  }

  #enter(machine: string, state: string, event: string): readonly Span[] {
    if (this.#states.get(machine)?.state === state) return [];
    const closed = this.#closeState(machine, { state, event });
    this.#states.set(machine, { state, ...this.#begun() });
    return closed;
  }

  #closeState(machine: string, next: StateSpan["next"]): readonly Span[] {
    const begun = this.#states.get(machine);
    if (begun === undefined) return [];
    this.#states.delete(machine);
    return [{ kind: "state", track: machine, ...begun, to: this.#now, next }];
  }

  #join(worker: string, track: string): readonly Span[] {
    const left = [...this.#workers]
      .filter(([name, present]) => name === worker || present.track === track)
      .flatMap(([name]) => this.#leave(name, null));
    this.#workers.set(worker, { track, joined: this.#begun(), shard: undefined });
    return left;
  }

  #leave(worker: string, problem: string | null): readonly Span[] {
    const present = this.#workers.get(worker);
    if (present === undefined) return [];
    const shard = this.#closeShard(present, problem === null ? "unfinished" : "lost");
    this.#workers.delete(worker);
    return [...shard, { kind: "worker", track: present.track, ...present.joined, to: this.#now, problem }];
  }

  #give(worker: string, { shard, attempt }: { shard: number; attempt: number }): readonly Span[] {
    const present = this.#workers.get(worker);
    if (present === undefined) return [];
    const before = this.#closeShard(present, "lost");
    present.shard = { shard, attempt, ...this.#begun() };
    return before;
  }

  #take(worker: string, about: { shard: number; attempt: number }, outcome: ShardOutcome): readonly Span[] {
    const present = this.#workers.get(worker);
    const inHand = present?.shard;
    if (present === undefined || inHand === undefined) return [];
    const isAboutIt = about.shard === inHand.shard && about.attempt === inHand.attempt;
    // A failure that is about no shard is about the one in hand.
    const isAboutAny = outcome === "failed" && about.shard === 0;
    return isAboutIt || isAboutAny ? this.#closeShard(present, outcome) : [];
  }

  #closeShard(present: Present, outcome: ShardOutcome): readonly Span[] {
    const { track, shard } = present;
    if (shard === undefined) return [];
    present.shard = undefined;
    return [{ kind: "shard", track, ...shard, to: this.#now, outcome }];
  }
}

/** An event and the spans that end with it; the last has no event, and those that went on. */
export interface Step {
  readonly event: TraceEvent | null;
  readonly spans: readonly Span[];
  /** Milliseconds since the trace began. */
  readonly now: number;
  /** Shards that workers have in hand. */
  readonly inHand: number;
}

/** Goes through a trace with its spans. */
export async function* stepsOf(events: AsyncIterable<TraceEvent>): AsyncGenerator<Step> {
  const builder = new SpanBuilder();
  for await (const event of events) {
    const spans = builder.add(event);
    yield { event, spans, now: builder.now, inHand: builder.inHand };
  }
  yield { event: null, spans: builder.end(), now: builder.now, inHand: 0 };
}
