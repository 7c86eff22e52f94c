import {
  type AnyEventObject,
  type AnyMachineSnapshot,
  type AnyStateMachine,
  type AnyStateNode,
  createActor,
  fromPromise,
  SimulatedClock,
} from "xstate";
import { adjacencyMapToArray, getAdjacencyMap, getShortestPaths, type StatePath } from "xstate/graph";
import { settle } from "./settle.js";

/** A machine and what is enough to reach all of it. */
export interface Exploration {
  readonly machine: AnyStateMachine;
  readonly input?: unknown;
  /** From outside, with payloads that guards tell apart; none where the snapshot's context is large enough. */
  readonly events: (context: Readonly<Record<string, unknown>>) => readonly AnyEventObject[];
  /** What of the context distinguishes two snapshots in the same state: few values. */
  readonly told: (context: Readonly<Record<string, unknown>>) => unknown;
  /** What invoked actors may come to, by their names; undefined where nothing stands here. */
  readonly outputs?: Readonly<Record<string, readonly unknown[]>>;
}

/** What a walk has met: names of effects, ids of states, and transitions of the machine. */
export interface Coverage {
  readonly states: Set<string>;
  readonly transitions: Set<unknown>;
  readonly effects: Set<string>;
}

/** A step of a path: what is done to the machine, and what is then expected of it. */
interface Step {
  readonly event: AnyEventObject;
  readonly expected: string;
}

const FAILURE = new Error("it broke");
/** Longer than any delay of a machine, in milliseconds. */
const ALL_DELAYS = 60_000;

/** A state and all within it. */
export function nodesOf(node: AnyStateNode): AnyStateNode[] {
  return [node, ...Object.values(node.states).flatMap(nodesOf)];
}

/** The transitions of a state itself. */
export function transitionsOf(node: AnyStateNode): readonly unknown[] {
  return [...node.transitions.values(), node.always ?? []].flat();
}

/** Actions that are no assignment and raise no event: what a machine leaves to others. */
export function effectsOf({ implementations }: AnyStateMachine): string[] {
  return Object.entries(implementations.actions).flatMap(([name, action]) =>
    action !== undefined && "type" in action ? [] : [name],
  );
}

const expectedOf = ({ told }: Exploration, { value, context }: AnyMachineSnapshot): string =>
  JSON.stringify([value, told(context as Record<string, unknown>)]);

/** What may happen next: an event from outside, the end of an invoked actor or of a pause. */
function eventsOf(
  { machine, events, outputs = {} }: Exploration,
  snapshot: AnyMachineSnapshot,
): AnyEventObject[] {
  const active = nodesOf(machine.root).filter(
    ({ path }) => path.length === 0 || snapshot.matches(path.join(".")),
  );
  const ends = active.flatMap(({ invoke, after }) => [
    ...invoke.flatMap(({ src, id }) => [
      ...(outputs[src as string] ?? [undefined]).map((output) => ({
        type: `xstate.done.actor.${id}`,
        output,
        actorId: id,
      })),
      { type: `xstate.error.actor.${id}`, error: FAILURE, actorId: id },
    ]),
    ...after.map(({ eventType }) => ({ type: String(eventType) })),
  ]);
  return [...events(snapshot.context as Record<string, unknown>), ...ends];
}

/** One thing that may happen in a snapshot. */
interface Onward {
  readonly state: AnyMachineSnapshot;
  readonly event: AnyEventObject;
  readonly nextState: AnyMachineSnapshot;
}

/** For every snapshot that can be told apart, and everything that may happen in it, the shortest path that ends with that. */
export function pathsThrough(exploration: Exploration): readonly (readonly Step[])[] {
  const options = {
    input: exploration.input,
    events: (snapshot: AnyMachineSnapshot) => eventsOf(exploration, snapshot),
    serializeState: (snapshot: AnyMachineSnapshot) => expectedOf(exploration, snapshot),
    stopWhen: ({ status }: AnyMachineSnapshot) => status !== "active",
    // Of so many snapshots none of the machines has a tenth.
    limit: 10_000,
  };
  const reached = getShortestPaths(exploration.machine, options) as readonly StatePath<
    AnyMachineSnapshot,
    AnyEventObject
  >[];
  const onward = adjacencyMapToArray(getAdjacencyMap(exploration.machine, options)) as readonly Onward[];
  return onward.map(({ state, event, nextState }) => {
    const key = expectedOf(exploration, state);
    const path = reached.find((one) => expectedOf(exploration, one.state) === key)!;
    // The first step is the machine's own start.
    const steps = [...path.steps.slice(1), { event, state: nextState }];
    return steps.map((step) => ({ event: step.event, expected: expectedOf(exploration, step.state) }));
  });
}

/** Takes a running machine along a path; calls `check` with what was expected and what it is after each step. */
export async function walkPath(
  exploration: Exploration,
  path: readonly Step[],
  coverage: Coverage,
  check: (actual: string, expected: string, event: AnyEventObject) => void,
): Promise<void> {
  const { machine, input } = exploration;
  const pending = new Map<string, { resolve: (output: unknown) => void; reject: (error: Error) => void }>();
  const clock = new SimulatedClock();
  const controlled = fromPromise(
    ({ self }) => new Promise((resolve, reject) => pending.set(self.id, { resolve, reject })),
  );
  const provided = machine.provide({
    actions: Object.fromEntries(effectsOf(machine).map((name) => [name, () => coverage.effects.add(name)])),
    actors: Object.fromEntries(Object.keys(machine.implementations.actors).map((name) => [name, controlled])),
  });
  // The copy with effects has nodes and transitions of its own, in the same order.
  const original = new Map<unknown, unknown>();
  const originals = nodesOf(machine.root).flatMap(transitionsOf);
  nodesOf(provided.root)
    .flatMap(transitionsOf)
    .forEach((one, i) => original.set(one, originals[i]));
  const actor = createActor(provided, {
    input,
    clock,
    inspect: (inspected) => {
      if (inspected.type !== "@xstate.microstep" || inspected.actorRef !== actor) return;
      for (const transition of inspected._transitions) coverage.transitions.add(original.get(transition));
      for (const { id } of (inspected.snapshot as AnyMachineSnapshot)._nodes) coverage.states.add(id);
    },
  });
  actor.start();
  for (const { id } of actor.getSnapshot()._nodes as AnyStateNode[]) coverage.states.add(id);
  for (const { event, expected } of path) {
    const [, end, id = ""] = /^xstate\.(done|error)\.actor\.(.*)$/.exec(event.type) ?? [];
    if (end === "done") pending.get(id)!.resolve(event["output"]);
    else if (end === "error") pending.get(id)!.reject(FAILURE);
    else if (event.type.startsWith("xstate.after.")) clock.increment(ALL_DELAYS);
    else actor.send(event);
    await settle();
    check(expectedOf(exploration, actor.getSnapshot() as AnyMachineSnapshot), expected, event);
  }
  actor.stop();
}
