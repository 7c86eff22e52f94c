import { type MachineName, MACHINES, type MessageType, ROUTES } from "../../actors/index.js";
import type { DrawnGeneration } from "../../engine/figures/history.js";
import { thinned } from "../../engine/figures/thinning.js";
import type { TraceEvent } from "../trace/trace-event.js";
import { eventText } from "./event-text.js";
import type { Frame, Search } from "./frame.js";
import { type MachineWatch, machineView, machineWatch, takeTransition } from "./machine-watch.js";
import {
  takeJoined,
  takeLeft,
  takeMessage,
  type WorkersWatch,
  workersView,
  workersWatch,
} from "./worker-watch.js";

/** What a frame has at most. */
const MOST_EVENTS = 50;
const MOST_GENERATIONS = 500;
/** Replicates whose patterns are shown, and their cells: of a large tissue the first. */
const MOST_PATTERNS = { replicates: 8, cells: 2000 };

function isMachine(actor: string): actor is MachineName {
  return Object.hasOwn(MACHINES, actor);
}

interface State {
  name: string;
  status: Frame["status"];
  readonly machines: Map<string, MachineWatch>;
  readonly workers: WorkersWatch;
  readonly messages: Map<MessageType, { count: number; bytes: number }>;
  /** The newest last; more than are shown, so that they need not be cut at each. */
  events: TraceEvent[];
  eventCount: number;
  /** The same of generations. */
  history: DrawnGeneration[];
  generations: number;
  best: number | null;
  look: Search["look"];
}

function nothing(): State {
  return {
    ...{ name: "", status: "running", machines: new Map(), workers: workersWatch(), messages: new Map() },
    ...{ events: [], eventCount: 0, history: [], generations: 0, best: null, look: null },
  };
}

/** A run as the events of its trace tell it, in memory that does not grow with them. */
export class WatchedRun {
  readonly #state: State;

  constructor(state: State = nothing()) {
    this.#state = state;
  }

  /** A run that goes on from here on its own. */
  copy(): WatchedRun {
    return new WatchedRun(structuredClone(this.#state));
  }

  /** Takes in the next event. */
  take(event: TraceEvent): void {
    const state = this.#state;
    state.eventCount++;
    state.events.push(event);
    if (state.events.length >= 2 * MOST_EVENTS) state.events = state.events.slice(-MOST_EVENTS);
    switch (event.type) {
      case "trace":
        state.name = event.name;
        break;
      case "@xstate.microstep":
        this.#takeMicrostep(event);
        break;
      case "message": {
        const sum = state.messages.get(event.message);
        if (sum === undefined) state.messages.set(event.message, { count: 1, bytes: event.bytes });
        else {
          sum.count++;
          sum.bytes += event.bytes;
        }
        takeMessage(state.workers, event);
        break;
      }
      case "worker.joined":
        takeJoined(state.workers, event.worker, event.name);
        break;
      case "worker.left":
        takeLeft(state.workers, event.worker, event.t, event.problem.message);
        break;
      case "generation":
        this.#takeGeneration(event.record);
        break;
      case "regulation": {
        const patterns = event.patterns.slice(0, MOST_PATTERNS.replicates);
        state.look = {
          generation: event.record.generation,
          values: [...event.record.values],
          patterns: patterns.map((pattern) => pattern.slice(0, MOST_PATTERNS.cells)),
        };
        break;
      }
      case "end":
        state.status = event.status;
        break;
      default:
    }
  }

  #takeMicrostep({ actor, event, from, to, t }: Extract<TraceEvent, { type: "@xstate.microstep" }>): void {
    const { machines } = this.#state;
    const machine = machines.get(actor);
    if (machine !== undefined) takeTransition(machine, { event, from: from ?? machine.state, to }, t);
    else if (isMachine(actor)) machines.set(actor, machineWatch(actor, to, t));
  }

  #takeGeneration({
    generation,
    best,
    mean,
    std,
    patternEntropy,
    reproducibilityEntropy,
    distinctPatterns,
  }: DrawnGeneration): void {
    const state = this.#state;
    state.generations++;
    if (best !== null) state.best = Math.max(best, state.best ?? best);
    state.history.push({
      ...{ generation, best, mean, std, patternEntropy, reproducibilityEntropy, distinctPatterns },
    });
    if (state.history.length >= 2 * MOST_GENERATIONS) state.history = this.#thinnedHistory();
  }

  #thinnedHistory(): DrawnGeneration[] {
    return [...thinned(this.#state.history, ({ best }) => best, MOST_GENERATIONS)];
  }

  /**
   * What is known at a time.
   *
   * @param t milliseconds since the trace began
   */
  frame(t: number, withSearch = true): Frame {
    const { name, status, machines, workers, messages, events, eventCount, history, best } = this.#state;
    const newest = events.slice(-MOST_EVENTS).reverse();
    const frame: Frame = {
      ...{ t, name, status, best, generation: history.at(-1)?.generation ?? null },
      activity: {
        machines: [...machines.values()].map((machine) => machineView(machine, t)),
        ...workersView(workers),
        messages: [...messages].map(([type, sum]) => {
          const [from, to] = ROUTES[type];
          return { type, from, to, ...sum };
        }),
        events: { count: eventCount, last: newest.map(eventText) },
      },
    };
    return withSearch ? { ...frame, search: this.#search() } : frame;
  }

  #search(): Search {
    const { generations, look } = this.#state;
    return { generations, history: this.#thinnedHistory(), look };
  }
}
