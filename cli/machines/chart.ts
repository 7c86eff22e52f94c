import type { AnyStateMachine, AnyStateNode } from "xstate";
import { type ChartTransition, transitionsOf } from "./chart-transition.js";
import { calledName, stateId } from "./called.js";
import { type ChartInvoke, invokesOf } from "./chart-invoke.js";

/** A state of a chart; the first one is the machine itself. */
export interface ChartState {
  /** The machine's id and the path of keys, with dots: `evaluator.idle`. */
  readonly id: string;
  /** Its own key; the id of a machine. */
  readonly name: string;
  /** The state around it; null of a machine. */
  readonly parent: string | null;
  readonly type: "atomic" | "compound" | "parallel" | "final" | "history";
  /** What a state of type history remembers; null of all others. */
  readonly history: "shallow" | "deep" | null;
  /** Empty where there is none. */
  readonly description: string;
  /** The child that is entered first, and what is done on the way; null where there is none. */
  readonly initial: { readonly target: string; readonly actions: readonly string[] } | null;
  readonly entry: readonly string[];
  readonly exit: readonly string[];
  readonly invokes: readonly ChartInvoke[];
}

/** A statechart as plain values: everything that has a name in the definition of a machine, in its order. */
export interface Chart {
  /** The machine's id. */
  readonly name: string;
  /** Each after the state around it. */
  readonly states: readonly ChartState[];
  readonly transitions: readonly ChartTransition[];
}

/** The states inside a state, in their order. */
export function childrenOf({ states }: Chart, id: string): readonly ChartState[] {
  return states.filter(({ parent }) => parent === id);
}

/** The chart of a machine, read from its definition. */
export function chartOf({ root }: AnyStateMachine): Chart {
  const nodes = withDescendants(root);
  const states = nodes.map(stateOf);
  return {
    name: root.key,
    states,
    transitions: nodes.flatMap((node, i) => transitionsOf(node, states[i]?.invokes ?? [])),
  };
}

function withDescendants(node: AnyStateNode): AnyStateNode[] {
  return [node, ...Object.values(node.states).flatMap(withDescendants)];
}

function stateOf(node: AnyStateNode): ChartState {
  const { key, parent, type, history, description = "", config } = node;
  return {
    id: stateId(node),
    name: key,
    parent: parent === undefined ? null : stateId(parent),
    type,
    history: type === "history" ? history || "shallow" : null,
    description,
    initial: initialOf(node),
    // Of the configuration: the node itself also has the timers of delayed transitions there.
    entry: [config.entry ?? []].flat().map(calledName),
    exit: [config.exit ?? []].flat().map(calledName),
    invokes: invokesOf(node),
  };
}

function initialOf(node: AnyStateNode): ChartState["initial"] {
  if (node.type !== "compound") return null;
  const { target, actions } = node.initial;
  const [first] = target;
  return first === undefined ? null : { target: stateId(first), actions: actions.map(calledName) };
}
