import { Actor, type ActorRefLike, type InspectionEvent } from "xstate";
import { type MessageHeader, type Party, ROUTES, type RunObserver } from "../../actors/index.js";
import type { Problem } from "../../engine/index.js";
import type { Happening, TraceEvent, TraceSink } from "./trace-event.js";

/** How a worker is named in a trace. */
export function workerName(worker: number): string {
  return `worker-${worker}`;
}

function partyName(party: Party, worker: number | null): string {
  return worker !== null && party === "worker" ? workerName(worker) : party;
}

function idOf(actor: ActorRefLike): string {
  return actor instanceof Actor ? actor.id : actor.sessionId;
}

/** Who has invoked an actor; null for a machine that nobody has. */
function parentOf(actor: ActorRefLike): string | null {
  return actor instanceof Actor && actor._parent !== undefined ? idOf(actor._parent) : null;
}

/** The value of a state as a trace has it: that of parallel or nested states as JSON. */
function stateOf(snapshot: object): string | undefined {
  if (!("value" in snapshot)) return undefined;
  return typeof snapshot.value === "string" ? snapshot.value : JSON.stringify(snapshot.value);
}

/** Makes the events of a trace of what it observes; what comes often is made in one piece, as the run waits for it. */
export class RunRecorder implements RunObserver {
  readonly #sink: TraceSink;
  readonly #startedAt = performance.now();
  /** The state that each machine is in. */
  readonly #states = new Map<string, string>();
  /** The event that came last, until a transition says it or something else happens. */
  #heard: Extract<TraceEvent, { type: "@xstate.event" }> | undefined;

  constructor(sink: TraceSink) {
    this.#sink = sink;
  }

  inspect(inspected: InspectionEvent): void {
    const { type, actorRef } = inspected;
    switch (type) {
      case "@xstate.actor":
        this.#take({ t: this.#now(), type, actor: idOf(actorRef), of: parentOf(actorRef) });
        break;
      case "@xstate.event": {
        const { event, sourceRef } = inspected;
        // What comes to an invocation is XState's own.
        if (parentOf(actorRef) !== null) break;
        const from = sourceRef === undefined ? null : idOf(sourceRef);
        this.#passOn();
        this.#heard = { t: this.#now(), type, actor: idOf(actorRef), event: event.type, from };
        break;
      }
      case "@xstate.microstep":
        this.#enter(idOf(actorRef), inspected.event.type, inspected.snapshot);
        break;
      case "@xstate.snapshot": {
        // Of the first state there is no microstep; later snapshots repeat what microsteps say.
        const actor = idOf(actorRef);
        if (!this.#states.has(actor)) this.#enter(actor, inspected.event.type, inspected.snapshot);
        break;
      }
      // Actions are what the machines' definitions say.
      default:
    }
  }

  #enter(actor: string, event: string, snapshot: object): void {
    const to = stateOf(snapshot);
    if (to === undefined) return;
    const from = this.#states.get(actor) ?? null;
    this.#states.set(actor, to);
    // The line of a transition names its event, which so needs none of its own.
    if (this.#heard?.actor === actor && this.#heard.event === event) this.#heard = undefined;
    this.#take({ t: this.#now(), type: "@xstate.microstep", actor, event, from, to });
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

  message({ type, generation, shard, attempt }: MessageHeader, bytes: number, worker: number | null): void {
    const [sender, receiver] = ROUTES[type];
    this.#take({
      t: this.#now(),
      type: "message",
      message: type,
      from: partyName(sender, worker),
      to: partyName(receiver, worker),
      bytes,
      generation,
      shard,
      attempt,
    });
  }

  joined(worker: number, name: string): void {
    this.record({ type: "worker.joined", worker, name });
  }

  left(worker: number, problem: Problem): void {
    this.record({ type: "worker.left", worker, problem });
  }

  /** Records what happens now. */
  record(happening: Happening): void {
    this.#take({ t: this.#now(), ...happening });
  }

  /** Milliseconds since the trace began, to the microsecond. */
  #now(): number {
    return Math.round((performance.now() - this.#startedAt) * 1000) / 1000;
  }
}
