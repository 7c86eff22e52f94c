import { ROUTES, type TrainingOutcome } from "../../actors/index.js";
import { type Span, type StateSpan, type Step, stepsOf } from "./spans.js";
import type { TraceEvent } from "./trace-event.js";
import { type WorkersSummary, WorkerTally } from "./worker-tally.js";

/** Stays of each machine that are listed, the longest first. */
const LISTED_STAYS = 3;

/** Stays of a machine in a state. */
export interface StateSummary {
  readonly machine: string;
  readonly state: string;
  readonly visits: number;
  /** In all. */
  readonly milliseconds: number;
  readonly longest: number;
}

/** A transition between two states, and how long the machine had been in the first. */
export interface TransitionSummary {
  readonly machine: string;
  readonly from: string;
  readonly to: string;
  readonly event: string;
  readonly count: number;
  readonly meanMilliseconds: number;
  readonly longestMilliseconds: number;
}

/** A stay that was among the longest of its machine. */
export interface LongStay {
  readonly machine: string;
  readonly state: string;
  /** Milliseconds since the trace began. */
  readonly at: number;
  readonly milliseconds: number;
  readonly generation: number;
}

/** The messages of a type. */
export interface MessageSummary {
  readonly message: string;
  readonly from: string;
  readonly to: string;
  readonly count: number;
  readonly bytes: number;
}

/** What a trace comes to; times are milliseconds. */
export interface TraceSummary {
  readonly name: string;
  readonly program: string;
  readonly startedAt: string;
  /** Null where the trace ends without saying: the run was killed, or goes on. */
  readonly status: TrainingOutcome["status"] | null;
  readonly milliseconds: number;
  readonly events: number;
  readonly generations: number;
  readonly states: readonly StateSummary[];
  readonly transitions: readonly TransitionSummary[];
  readonly longestStays: readonly LongStay[];
  readonly messages: readonly MessageSummary[];
  readonly workers: WorkersSummary;
}

/** Sums up a trace in one pass and in memory that does not grow with it. */
export class Summariser {
  readonly #states = new Map<string, StateSummary>();
  readonly #transitions = new Map<string, TransitionSummary>();
  readonly #stays = new Map<string, readonly LongStay[]>();
  readonly #messages = new Map<string, MessageSummary>();
  readonly #workers = new WorkerTally();
  #head = { name: "", program: "", startedAt: "" };
  #status: TraceSummary["status"] = null;
  #milliseconds = 0;
  #events = 0;
  #generations = 0;

  add({ event, spans, now }: Step): void {
    this.#milliseconds = now;
    for (const span of spans) this.#addSpan(span);
    if (event !== null) this.#addEvent(event);
  }

  get summary(): TraceSummary {
    return {
      ...this.#head,
      status: this.#status,
      milliseconds: this.#milliseconds,
      events: this.#events,
      generations: this.#generations,
      states: byMachine(this.#states.values()),
      transitions: byMachine(this.#transitions.values()),
      longestStays: [...this.#stays.values()].flat(),
      messages: [...this.#messages.values()],
      workers: this.#workers.summary,
    };
  }

  #addEvent(event: TraceEvent): void {
    this.#events++;
    if (event.type === "trace") {
      const { name, program, startedAt } = event;
      this.#head = { name, program, startedAt };
    } else if (event.type === "end") this.#status = event.status;
    else if (event.type === "generation") this.#generations++;
    else if (event.type === "message") {
      const { message, bytes } = event;
      const [from, to] = ROUTES[message];
      const before = this.#messages.get(message) ?? { count: 0, bytes: 0 };
      this.#messages.set(message, {
        ...{ message, from, to },
        ...{ count: before.count + 1, bytes: before.bytes + bytes },
      });
    }
  }

  #addSpan(span: Span): void {
    if (span.kind !== "state") this.#workers.add(span);
    else {
      this.#addStay(span);
      if (span.next !== null) this.#addTransition(span, span.next);
    }
  }

  #addStay({ track: machine, state, from: at, to, generation }: StateSpan): void {
    const key = JSON.stringify([machine, state]);
    const before = this.#states.get(key) ?? { visits: 0, milliseconds: 0, longest: 0 };
    const milliseconds = to - at;
    this.#states.set(key, {
      ...{ machine, state, visits: before.visits + 1 },
      milliseconds: before.milliseconds + milliseconds,
      longest: Math.max(before.longest, milliseconds),
    });
    const stays = this.#stays.get(machine) ?? [];
    if (stays.length === LISTED_STAYS && milliseconds <= (stays.at(-1)?.milliseconds ?? 0)) return;
    const longest = [...stays, { machine, state, at, milliseconds, generation }]
      .sort((a, b) => b.milliseconds - a.milliseconds)
      .slice(0, LISTED_STAYS);
    this.#stays.set(machine, longest);
  }

  #addTransition({ track: machine, state, ...span }: StateSpan, next: NonNullable<StateSpan["next"]>): void {
    const key = JSON.stringify([machine, state, next.state, next.event]);
    const before = this.#transitions.get(key) ?? { count: 0, meanMilliseconds: 0, longestMilliseconds: 0 };
    const [milliseconds, count] = [span.to - span.from, before.count + 1];
    this.#transitions.set(key, {
      ...{ machine, from: state, to: next.state, event: next.event, count },
      meanMilliseconds: before.meanMilliseconds + (milliseconds - before.meanMilliseconds) / count,
      longestMilliseconds: Math.max(before.longestMilliseconds, milliseconds),
    });
  }
}

/** What is of one machine together, otherwise as it came. */
function byMachine<T extends { readonly machine: string }>(all: Iterable<T>): readonly T[] {
  const groups = new Map<string, T[]>();
  for (const one of all) groups.set(one.machine, [...(groups.get(one.machine) ?? []), one]);
  return [...groups.values()].flat();
}

/** The summary of a trace. */
export async function summaryOf(events: AsyncIterable<TraceEvent>): Promise<TraceSummary> {
  const summariser = new Summariser();
  for await (const step of stepsOf(events)) summariser.add(step);
  return summariser.summary;
}
