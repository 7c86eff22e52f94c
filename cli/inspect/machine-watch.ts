import type { MachineName } from "../../actors/index.js";
import { edgeTaken, type Taken } from "./edge-taken.js";
import type { WatchedMachine } from "./frame.js";

/** Machines have few states; a trace of something else might have any number of them. */
const MOST_STATES = 100;

/** Where a machine is, where it has been for how long, and by which transitions: plain values. */
export interface MachineWatch {
  readonly name: MachineName;
  readonly began: number;
  state: string;
  since: number;
  /** Milliseconds in each state, but for the present stay. */
  readonly stays: Map<string, number>;
  /** By the edges of the chart. */
  readonly taken: Map<string, number>;
}

/** A machine that is in its first state from `t` on. */
export function machineWatch(name: MachineName, state: string, t: number): MachineWatch {
  return { name, began: t, state, since: t, stays: new Map(), taken: new Map() };
}

/** Takes in a transition. */
export function takeTransition(machine: MachineWatch, { event, from, to }: Taken, t: number): void {
  const { stays, taken, state, since } = machine;
  const edge = edgeTaken(machine.name, { event, from, to });
  if (edge !== undefined) taken.set(edge, (taken.get(edge) ?? 0) + 1);
  if (to === state || stays.size >= MOST_STATES) return;
  stays.set(state, (stays.get(state) ?? 0) + t - since);
  machine.state = to;
  machine.since = t;
}

/** What a page is told of a machine. */
export function machineView(machine: MachineWatch, t: number): WatchedMachine {
  const { name, began, state, since, taken } = machine;
  const stays = new Map(machine.stays);
  stays.set(state, (stays.get(state) ?? 0) + Math.max(0, t - since));
  const all = t - began;
  const shares = [...stays].map(([name, stay]) => [name, all > 0 ? stay / all : 1] as const);
  return { name, state, since, shares: Object.fromEntries(shares), taken: Object.fromEntries(taken) };
}
