// From where they stand: all that actors are would be loaded with the index.
import type { MessageType } from "../../actors/messages.js";
import { type Party, ROUTES } from "../../actors/routes.js";
import { NONE, type Recorded, ROW_LENGTH, WHAT } from "./recorded.js";
import type { TraceEvent, TraceSink } from "./trace-event.js";
import { workerName } from "./worker-name.js";

function isMessageType(name: string): name is MessageType {
  return Object.hasOwn(ROUTES, name);
}

function partyName(party: Party, worker: number): string {
  return worker !== NONE && party === "worker" ? workerName(worker) : party;
}

/** Makes the events of a trace of what was recorded of a run. */
export class RecordReader {
  readonly #sink: TraceSink;
  readonly #names: string[] = [];
  /** The state that each machine is in. */
  readonly #states = new Map<string, string>();
  /** The event that came last, until a transition says it or something else happens. */
  #heard: Extract<TraceEvent, { type: "@xstate.event" }> | undefined;

  constructor(sink: TraceSink) {
    this.#sink = sink;
  }

  /** Takes what was recorded next. @throws RangeError where it says what it does not hold */
  read({ rows, names, told }: Recorded): void {
    this.#names.push(...names);
    for (let at = 0; at < rows.length; at += ROW_LENGTH)
      this.#readRow(rows.subarray(at, at + ROW_LENGTH), told);
  }

  #readRow(row: Float64Array, told: Recorded["told"]): void {
    const [what, time = 0, a = NONE, b = NONE, c = NONE, generation = 0, shard = 0, attempt = 0] = row;
    // To the microsecond.
    const t = Math.round(time * 1000) / 1000;
    switch (what) {
      case WHAT.actor:
        this.#take({ t, type: "@xstate.actor", actor: this.#name(a), of: this.#nameIfAny(b) });
        break;
      case WHAT.event: {
        const [actor, event] = [this.#name(a), this.#name(b)];
        this.#passOn();
        this.#heard = { t, type: "@xstate.event", actor, event, from: this.#nameIfAny(c) };
        break;
      }
      case WHAT.state:
        this.#enter(t, this.#name(a), this.#name(b), this.#name(c));
        break;
      case WHAT.message: {
        const message = this.#name(a);
        if (!isMessageType(message)) throw new RangeError(`No message is a ${message}.`);
        const [sender, receiver] = ROUTES[message];
        const [from, to] = [partyName(sender, b), partyName(receiver, b)];
        this.#take({ t, type: "message", message, from, to, bytes: c, generation, shard, attempt });
        break;
      }
      default:
        this.#take({ t, ...found(told, a) });
    }
  }

  #enter(t: number, actor: string, event: string, to: string): void {
    const from = this.#states.get(actor) ?? null;
    this.#states.set(actor, to);
    // The line of a transition names its event, which so needs none of its own.
    if (this.#heard?.actor === actor && this.#heard.event === event) this.#heard = undefined;
    this.#take({ t, type: "@xstate.microstep", actor, event, from, to });
  }

  #passOn(): void {
    const heard = this.#heard;
    this.#heard = undefined;
    if (heard !== undefined) this.#sink(heard);
  }

  #take(event: TraceEvent): void {
    this.#passOn();
    this.#sink(event);
  }

  #name(number: number): string {
    return found(this.#names, number);
  }

  #nameIfAny(number: number): string | null {
    return number === NONE ? null : this.#name(number);
  }
}

function found<T>(list: readonly T[], number: number): T {
  const value = list[number];
  if (value === undefined) throw new RangeError(`${number} is none of the ${list.length} that are known.`);
  return value;
}
