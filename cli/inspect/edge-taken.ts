import { type MachineName, MACHINES } from "../../actors/index.js";
import { type Chart, chartOf } from "../machines/chart.js";
import type { ChartTransition } from "../machines/chart-transition.js";

/** A transition as XState tells of it. */
export interface Taken {
  readonly event: string;
  readonly from: string;
  readonly to: string;
}

/** What begins the names of the events that XState sends itself, by what a chart calls them. */
const OWN_EVENTS: Partial<Record<ChartTransition["kind"], string>> = {
  done: "xstate.done.",
  error: "xstate.error.",
  snapshot: "xstate.snapshot.",
  after: "xstate.after.",
};

const charts = new Map<MachineName, Chart>();
/** Found before, by machine and transition; as many as machines and their events have. */
const known = new Map<string, string | undefined>();
const MOST_KNOWN = 1000;

function isSetOff({ kind, name }: ChartTransition, event: string): boolean {
  // What is taken without an event is told of under the event before it.
  if (kind === "always") return true;
  return kind === "event" ? name === event : event.startsWith(OWN_EVENTS[kind] ?? event);
}

function findEdge(machine: MachineName, { event, from, to }: Taken): string | undefined {
  const chart = charts.get(machine) ?? chartOf(MACHINES[machine]);
  charts.set(machine, chart);
  const [source, target] = [`${machine}.${from}`, `${machine}.${to}`];
  const fitting = chart.transitions.filter(
    (edge) =>
      (edge.source === source || edge.source === machine) &&
      (edge.targets.length === 0 ? from === to : edge.targets.includes(target)) &&
      isSetOff(edge, event),
  );
  // One of the state itself before one of the whole machine; an event before none.
  fitting.sort((a, b) => rank(a, source) - rank(b, source));
  return fitting[0]?.id;
}

function rank({ source, kind }: ChartTransition, own: string): number {
  return (source === own ? 0 : 2) + (kind === "always" ? 1 : 0);
}

/** The edge of a machine's chart that a transition is; undefined where it is none. */
export function edgeTaken(machine: MachineName, taken: Taken): string | undefined {
  const key = `${machine} ${taken.from} ${taken.event} ${taken.to}`;
  if (known.has(key)) return known.get(key);
  const edge = findEdge(machine, taken);
  if (known.size < MOST_KNOWN) known.set(key, edge);
  return edge;
}
