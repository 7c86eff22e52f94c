import { workerName } from "./worker-name.js";
import { type ShardSpan, type Span, type StateSpan, type Step, stepsOf } from "./spans.js";
import type { TraceEvent } from "./trace-event.js";

/** The one process of a trace. */
const PID = 1;
/** Microseconds a millisecond, in which the format counts. */
const MICROSECONDS = 1000;

/** An event of the format; `ts` and `dur` in microseconds. */
type PerfettoEvent = Readonly<Record<string, unknown>>;

function microseconds(milliseconds: number): number {
  return Math.round(milliseconds * MICROSECONDS);
}

/** Names the threads of a trace, one a machine and one a worker, as they come. */
class Threads {
  readonly #ids = new Map<string, number>();
  /** The names that stand for threads of other names: of a worker in messages. */
  readonly #aliases = new Map<string, string>();

  alias(name: string, thread: string): void {
    this.#aliases.set(name, thread);
  }

  forget(name: string): void {
    this.#aliases.delete(name);
  }

  /** The thread of a name, and the event that names it where it is new. */
  of(name: string): { readonly tid: number; readonly named: readonly PerfettoEvent[] } {
    const thread = this.#aliases.get(name) ?? name;
    const known = this.#ids.get(thread);
    if (known !== undefined) return { tid: known, named: [] };
    const tid = this.#ids.size + 1;
    this.#ids.set(thread, tid);
    return { tid, named: [{ ph: "M", name: "thread_name", pid: PID, tid, args: { name: thread } }] };
  }
}

function complete(span: Exclude<Span, { kind: "worker" }>, threads: Threads): readonly PerfettoEvent[] {
  const { tid, named } = threads.of(span.track);
  const ts = microseconds(span.from);
  const described = span.kind === "state" ? stateArgs(span) : shardArgs(span);
  return [...named, { ph: "X", ...described, pid: PID, tid, ts, dur: microseconds(span.to) - ts }];
}

function stateArgs({ state, generation, next }: StateSpan): PerfettoEvent {
  return { name: state, cat: "state", args: { generation, ...(next === null ? {} : { ended: next.event }) } };
}

function shardArgs({ shard, attempt, outcome, generation }: ShardSpan): PerfettoEvent {
  const name = attempt > 1 ? `shard ${shard}, try ${attempt}` : `shard ${shard}`;
  return { name, cat: "shard", args: { generation, shard, attempt, outcome } };
}

function counter(name: string, ts: number, value: number): PerfettoEvent {
  return { ph: "C", name, pid: PID, tid: 0, ts, args: { [name]: value } };
}

function ofEvent(event: TraceEvent, ts: number, threads: Threads): readonly PerfettoEvent[] {
  switch (event.type) {
    case "message": {
      const { message: name, from, to, bytes, generation, shard, attempt } = event;
      const { tid, named } = threads.of(from);
      const args = { to, bytes, generation, shard, attempt };
      return [...named, { ph: "i", s: "t", name, cat: "message", pid: PID, tid, ts, args }];
    }
    case "worker.joined":
      threads.alias(workerName(event.worker), event.name);
      return [];
    case "worker.left": {
      const name = workerName(event.worker);
      const { tid, named } = threads.of(name);
      threads.forget(name);
      const args = { problem: event.problem.message };
      return [...named, { ph: "i", s: "t", name: "lost", cat: "worker", pid: PID, tid, ts, args }];
    }
    case "generation": {
      const { best } = event.record;
      return best === null ? [] : [counter("best fitness", ts, best)];
    }
    default:
      return [];
  }
}

/** The events of the format that a step makes; those of one thread come in the order in which they begin. */
function ofStep({ event, spans, now, inHand }: Step, threads: Threads): readonly PerfettoEvent[] {
  const ts = microseconds(now);
  const tries = spans.flatMap((span) => (span.kind === "worker" ? [] : complete(span, threads)));
  const isOfShards = event?.type === "message" && event.shard > 0;
  return [
    ...tries,
    ...(event === null ? [] : ofEvent(event, ts, threads)),
    ...(isOfShards || event === null ? [counter("shards in hand", ts, inHand)] : []),
  ];
}

/**
 * A trace in the Trace Event Format of Perfetto and Chrome, in parts as it is read: a process with a thread a machine and a
 * worker, whose spans never overlap; messages as instants; the best fitness and the shards in hand as counters.
 *
 * @see Google, Trace Event Format (2016)
 */
export async function* perfettoTrace(events: AsyncIterable<TraceEvent>): AsyncGenerator<string> {
  const threads = new Threads();
  const process = { ph: "M", name: "process_name", pid: PID, tid: 0, args: { name: "cellfate" } };
  yield `{"displayTimeUnit":"ms","traceEvents":[\n${JSON.stringify(process)}`;
  let part = "";
  for await (const step of stepsOf(events)) {
    for (const event of ofStep(step, threads)) part += `,\n${JSON.stringify(event)}`;
    if (part.length < PART_CHARACTERS) continue;
    yield part;
    part = "";
  }
  yield `${part}\n]}\n`;
}

/** Of a part: a write for each event would take longer than all the rest. */
const PART_CHARACTERS = 64 * 1024;
