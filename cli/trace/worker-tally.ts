import type { Span, StateSpan } from "./spans.js";

/** Workers that left which are listed; more are counted. */
const LISTED_LOST = 20;

/** What a worker did; one that takes the place of another goes on under its name. */
export interface WorkerSummary {
  readonly worker: string;
  /** Milliseconds for which it was there. */
  readonly milliseconds: number;
  /** Of those, with a shard in hand, until the answer was read. */
  readonly busyMilliseconds: number;
  /** Share of the time in which it had none; null where it was there for no time. */
  readonly idle: number | null;
  /** Tries at shards. */
  readonly tries: number;
  /** Of those, at shards that had been tried before. */
  readonly retries: number;
  readonly failed: number;
  /** How often it was lost. */
  readonly lost: number;
}

/** A worker that left. */
export interface LostWorker {
  readonly worker: string;
  /** Milliseconds since the trace began. */
  readonly at: number;
  readonly problem: string;
}

/** What the workers did, each and all together. */
export interface WorkersSummary {
  readonly all: Omit<WorkerSummary, "worker">;
  readonly each: readonly WorkerSummary[];
  /** The first twenty that left. */
  readonly lost: readonly LostWorker[];
}

type Counts = Omit<WorkerSummary, "worker" | "idle">;
type WorkerOrShardSpan = Exclude<Span, StateSpan>;

const NONE: Counts = { milliseconds: 0, busyMilliseconds: 0, tries: 0, retries: 0, failed: 0, lost: 0 };

/** What a span adds to the counts of its worker. */
function countsOf(span: WorkerOrShardSpan): Counts {
  const milliseconds = span.to - span.from;
  if (span.kind === "worker") return { ...NONE, milliseconds, lost: span.problem === null ? 0 : 1 };
  const [retries, failed] = [span.attempt > 1, span.outcome === "failed"].map(Number);
  return { ...NONE, busyMilliseconds: milliseconds, tries: 1, retries: retries ?? 0, failed: failed ?? 0 };
}

function sum(a: Counts, b: Counts): Counts {
  return {
    milliseconds: a.milliseconds + b.milliseconds,
    busyMilliseconds: a.busyMilliseconds + b.busyMilliseconds,
    tries: a.tries + b.tries,
    retries: a.retries + b.retries,
    failed: a.failed + b.failed,
    lost: a.lost + b.lost,
  };
}

function withIdle(counts: Counts): Omit<WorkerSummary, "worker"> {
  const { milliseconds, busyMilliseconds } = counts;
  return { ...counts, idle: milliseconds === 0 ? null : 1 - busyMilliseconds / milliseconds };
}

/** The order of workers by the numbers in their names. */
export function byPlace(a: string, b: string): number {
  return a.localeCompare(b, "en", { numeric: true });
}

/** Counts what workers do. */
export class WorkerTally {
  readonly #each = new Map<string, Counts>();
  readonly #lost: LostWorker[] = [];

  add(span: WorkerOrShardSpan): void {
    const { track: worker, to: at } = span;
    this.#each.set(worker, sum(this.#each.get(worker) ?? NONE, countsOf(span)));
    if (span.kind !== "worker" || span.problem === null || this.#lost.length === LISTED_LOST) return;
    this.#lost.push({ worker, at, problem: span.problem });
  }

  get summary(): WorkersSummary {
    return {
      all: withIdle([...this.#each.values()].reduce(sum, NONE)),
      each: [...this.#each]
        .map(([worker, counts]) => ({ worker, ...withIdle(counts) }))
        .sort((a, b) => byPlace(a.worker, b.worker)),
      lost: this.#lost,
    };
  }
}
