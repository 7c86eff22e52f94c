import { Actor, type ActorRefLike, type InspectionEvent } from "xstate";
import { type MessageHeader, type Party, ROUTES, type RunObserver } from "../../actors/index.js";
import type { Problem } from "../../engine/index.js";
import type { Happening, TraceSink } from "./trace-event.js";

/** How a worker is named in a trace. */
export function workerName(worker: number): string {
  return `worker-${worker}`;
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

/** Makes the events of a trace of what it observes. */
export class RunRecorder implements RunObserver {
  readonly #sink: TraceSink;
  readonly #startedAt = performance.now();
  /** The state that each machine is in. */
  readonly #states = new Map<string, string>();

  constructor(sink: TraceSink) {
    this.#sink = sink;
  }

  inspect(inspected: InspectionEvent): void {
    const actor = idOf(inspected.actorRef);
    switch (inspected.type) {
      case "@xstate.actor":
        this.record({ type: inspected.type, actor, of: parentOf(inspected.actorRef) });
        break;
      case "@xstate.event": {
        const { event, sourceRef } = inspected;
        // What comes to an invocation is XState's own.
        if (parentOf(inspected.actorRef) !== null) break;
        const from = sourceRef === undefined ? null : idOf(sourceRef);
        this.record({ type: inspected.type, actor, event: event.type, from });
        break;
      }
      case "@xstate.microstep": {
        this.#enter(actor, inspected.event.type, inspected.snapshot);
        break;
      }
      case "@xstate.snapshot":
        // Of the first state there is no microstep; later snapshots repeat what microsteps say.
        if (!this.#states.has(actor)) this.#enter(actor, inspected.event.type, inspected.snapshot);
        break;
      // Actions are what the machines' definitions say.
      default:
    }
  }

  #enter(actor: string, event: string, snapshot: object): void {
    const to = stateOf(snapshot);
    if (to === undefined) return;
    const from = this.#states.get(actor) ?? null;
    this.#states.set(actor, to);
    this.record({ type: "@xstate.microstep", actor, event, from, to });
  }

  message({ type, generation, shard, attempt }: MessageHeader, bytes: number, worker: number | null): void {
    const nameOf = (party: Party): string =>
      worker !== null && party === "worker" ? workerName(worker) : party;
    const [from, to] = ROUTES[type];
    this.record({
      type: "message",
      message: type,
      from: nameOf(from),
      to: nameOf(to),
      bytes,
      ...{ generation, shard, attempt },
    });
  }

  joined(worker: number, name: string): void {
    this.record({ type: "worker.joined", worker, name });
  }

  left(worker: number, problem: Problem): void {
    this.record({ type: "worker.left", worker, problem });
  }

  /** Records what happens now, to the microsecond. */
  record(happening: Happening): void {
    const t = Math.round((performance.now() - this.#startedAt) * 1000) / 1000;
    this.#sink({ t, ...happening });
  }
}
