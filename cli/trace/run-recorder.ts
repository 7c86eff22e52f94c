import type { ActorRefLike, AnyActor, InspectionEvent } from "xstate";
import type { MessageHeader, RunObserver } from "../../actors/index.js";
import type { Problem } from "../../engine/index.js";
import { NONE, type Recorded, WHAT } from "./recorded.js";
import { RowWriter } from "./row-writer.js";
import type { Happening } from "./trace-event.js";

/** All that are inspected are; asked so, it costs a tenth of the recorder's time less than `instanceof`. */
function isActor(actor: ActorRefLike): actor is AnyActor {
  return "_parent" in actor;
}

function idOf(actor: ActorRefLike): string {
  return isActor(actor) ? actor.id : actor.sessionId;
}

/** Who has invoked an actor; undefined for a machine that nobody has. */
function parentOf(actor: ActorRefLike): ActorRefLike | undefined {
  return isActor(actor) ? actor._parent : undefined;
}

/** The value of a state as a trace has it: that of parallel or nested states as JSON. */
function stateOf(snapshot: object): string | undefined {
  if (!("value" in snapshot)) return undefined;
  return typeof snapshot.value === "string" ? snapshot.value : JSON.stringify(snapshot.value);
}

/** Writes down what it observes, in numbers and with next to no work, as the run waits for it; `RecordReader` makes events of it. */
export class RunRecorder implements RunObserver {
  readonly #rows: RowWriter;
  /** The machines that are in a state. */
  readonly #begun = new Set<string>();

  /** `handOn` takes what happened in a while, several times a second. */
  constructor(handOn: (recorded: Recorded) => void) {
    this.#rows = new RowWriter(handOn);
  }

  inspect(inspected: InspectionEvent): void {
    const { type, actorRef } = inspected;
    switch (type) {
      case "@xstate.actor":
        this.#rows.write(WHAT.actor, this.#number(actorRef), this.#number(parentOf(actorRef)));
        break;
      case "@xstate.event":
        // What comes to an invocation is XState's own.
        if (parentOf(actorRef) !== undefined) break;
        this.#rows.write(
          WHAT.event,
          this.#number(actorRef),
          this.#rows.numberOf(inspected.event.type),
          this.#number(inspected.sourceRef),
        );
        break;
      case "@xstate.microstep":
        this.#enter(idOf(actorRef), inspected.event.type, inspected.snapshot);
        break;
      case "@xstate.snapshot": {
        // Of the first state there is no microstep; later snapshots repeat what microsteps say.
        const actor = idOf(actorRef);
        if (!this.#begun.has(actor)) this.#enter(actor, inspected.event.type, inspected.snapshot);
        break;
      }
      // Actions are what the machines' definitions say.
      default:
    }
  }

  #enter(actor: string, event: string, snapshot: object): void {
    const state = stateOf(snapshot);
    if (state === undefined) return;
    this.#begun.add(actor);
    const rows = this.#rows;
    rows.write(WHAT.state, rows.numberOf(actor), rows.numberOf(event), rows.numberOf(state));
  }

  #number(actor: ActorRefLike | undefined): number {
    return actor === undefined ? NONE : this.#rows.numberOf(idOf(actor));
  }

  message({ type, generation, shard, attempt }: MessageHeader, bytes: number, worker: number | null): void {
    const rows = this.#rows;
    rows.write(WHAT.message, rows.numberOf(type), worker ?? NONE, bytes, generation, shard, attempt);
  }

  joined(worker: number, name: string): void {
    this.record({ type: "worker.joined", worker, name });
  }

  left(worker: number, problem: Problem): void {
    this.record({ type: "worker.left", worker, problem });
  }

  /** Records what happens now. */
  record(happening: Happening): void {
    this.#rows.write(WHAT.told, this.#rows.tell(happening));
  }

  /** Hands on what has not been yet. */
  flush(): void {
    this.#rows.flush();
  }
}
