import { barsOf, type Bar, Occupancy } from "./occupancy.js";
import type { Span, Step } from "./spans.js";
import { byPlace } from "./worker-tally.js";

/** Failures and losses that are marked; more are counted. */
const MOST_MARKED = 200;

/** The bars of a row; of workers, those of first tries and of later ones. */
interface TimelineRow {
  readonly label: string;
  readonly first: readonly Bar[];
  readonly again: readonly Bar[];
}

/** A try that failed, or a worker that was lost. */
export interface TimelineMark {
  readonly label: string;
  readonly at: number;
  readonly outcome: "failed" | "lost";
}

/** What is drawn of a machine: a row a state; or of the workers: a row each. */
export interface TimelinePanel {
  readonly name: string;
  readonly rows: readonly TimelineRow[];
  /** Milliseconds of a part of time. */
  readonly partMilliseconds: number;
  readonly marks: readonly TimelineMark[];
  /** Marks that there would be if all were drawn. */
  readonly allMarks: number;
}

/** What happened when, in milliseconds since the trace began. */
export interface Timeline {
  readonly milliseconds: number;
  readonly machines: readonly TimelinePanel[];
  /** Null where no worker was given anything. */
  readonly workers: TimelinePanel | null;
}

const NOTHING_MARKED = { marks: [], allMarks: 0 };

/** Draws up the timeline of a trace in one pass, in memory that does not grow with it. */
export class TimelineBuilder {
  readonly #machines = new Map<string, Occupancy>();
  readonly #first = new Occupancy();
  readonly #again = new Occupancy();
  readonly #workers = new Set<string>();
  readonly #marks: TimelineMark[] = [];
  #allMarks = 0;
  #milliseconds = 0;

  add({ spans, now }: Step): void {
    this.#milliseconds = now;
    for (const span of spans) this.#addSpan(span);
  }

  get timeline(): Timeline {
    const machines = [...this.#machines].map(([name, { rows, length }]) => ({
      ...{ name, partMilliseconds: length, ...NOTHING_MARKED },
      rows: [...rows].map(([label, parts]) => ({ label, first: barsOf(parts, length), again: [] })),
    }));
    return { milliseconds: this.#milliseconds, machines, workers: this.#workersPanel() };
  }

  #workersPanel(): TimelinePanel | null {
    if (this.#workers.size === 0) return null;
    const bars = ({ rows, length }: Occupancy, label: string): readonly Bar[] => {
      const parts = rows.get(label);
      return parts === undefined ? [] : barsOf(parts, length);
    };
    return {
      name: "workers",
      rows: [...this.#workers].sort(byPlace).map((label) => ({
        label,
        first: bars(this.#first, label),
        again: bars(this.#again, label),
      })),
      partMilliseconds: this.#first.length,
      marks: this.#marks,
      allMarks: this.#allMarks,
    };
  }

  #addSpan(span: Span): void {
    const { track, from, to } = span;
    if (span.kind === "state") {
      const states = this.#machines.get(track) ?? new Occupancy();
      this.#machines.set(track, states);
      states.add(span.state, from, to);
    } else if (span.kind === "shard") {
      (span.attempt > 1 ? this.#again : this.#first).add(track, from, to);
      if (span.outcome === "failed") this.#mark({ label: track, at: to, outcome: "failed" });
    } else {
      this.#workers.add(track);
      if (span.problem !== null) this.#mark({ label: track, at: to, outcome: "lost" });
    }
  }

  #mark(mark: TimelineMark): void {
    this.#allMarks++;
    if (this.#marks.length < MOST_MARKED) this.#marks.push(mark);
  }
}
