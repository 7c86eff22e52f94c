import type { AnyStateNode, AnyTransitionDefinition } from "xstate";
import { calledName, stateId } from "./called.js";
import type { ChartInvoke } from "./chart-invoke.js";

/**
 * What sets a transition off: an event; nothing but being in its state (`always`); the end of an actor or of the states
 * within (`done`), the failure of an actor, a new snapshot of it; time; `default` is where a history state without a
 * past leads.
 */
type TransitionKind = "event" | "always" | "done" | "error" | "snapshot" | "after" | "default";

/** A transition of a chart. */
export interface ChartTransition {
  /** Source and trigger (`evaluator.idle WAVE`), with a number from the second of these on. */
  readonly id: string;
  readonly source: string;
  /** The states that it leads to, several only into parallel ones; none where it leaves no state. */
  readonly targets: readonly string[];
  readonly kind: TransitionKind;
  /** Of the event, the actor or the delay; empty where the kind says it all. */
  readonly name: string;
  readonly guard: string | null;
  readonly actions: readonly string[];
  /** Whether the source is left and entered again even where the target is inside it. */
  readonly reenter: boolean;
  /** Empty where there is none. */
  readonly description: string;
}

type Trigger = Pick<ChartTransition, "kind" | "name">;

/** What sets a transition off, as people read it: `WAVE`, `done: ask`, `after retryDelay`; empty where nothing does. */
function triggerText({ kind, name }: Trigger): string {
  switch (kind) {
    case "event":
      return name;
    case "always":
    case "default":
      return "";
    case "after":
      return Number.isNaN(Number(name)) ? `after ${name}` : `after ${name} ms`;
    default:
      return name === "" ? kind : `${kind}: ${name}`;
  }
}

/** A transition in the notation of statecharts: `event [guard] / action, action`. */
export function transitionText(transition: ChartTransition): string {
  const { guard, actions } = transition;
  return [
    triggerText(transition),
    guard === null ? "" : `[${guard}]`,
    actions.length === 0 ? "" : `/ ${actions.join(", ")}`,
  ]
    .filter((part) => part !== "")
    .join(" ");
}

/** The transitions of a state, in the order in which they are tried, each kind on its own. */
export function transitionsOf(node: AnyStateNode, invokes: readonly ChartInvoke[]): ChartTransition[] {
  const source = stateId(node);
  const times = new Map<string, number>();
  return definitionsOf(node, invokes).map(({ trigger, definition }) => {
    const named = `${source} ${triggerText(trigger) || trigger.kind}`;
    const time = (times.get(named) ?? 0) + 1;
    times.set(named, time);
    return {
      id: time === 1 ? named : `${named} ${time}`,
      source,
      ...trigger,
      targets: (definition.target ?? []).map(stateId),
      guard: definition.guard === undefined ? null : calledName(definition.guard),
      actions: (definition.actions ?? []).map(calledName),
      reenter: definition.reenter ?? false,
      description: definition.description ?? "",
    };
  });
}

interface Definition {
  readonly trigger: Trigger;
  readonly definition: Pick<AnyTransitionDefinition, "target"> &
    Partial<Pick<AnyTransitionDefinition, "guard" | "actions" | "reenter" | "description">>;
}

function definitionsOf(node: AnyStateNode, invokes: readonly ChartInvoke[]): Definition[] {
  const triggers = triggersByEvent(node, invokes);
  const listened = [...node.transitions].flatMap(([event, definitions]) =>
    definitions.map((definition) => ({
      trigger: triggers.get(event) ?? { kind: "event" as const, name: event },
      definition,
    })),
  );
  const always = (node.always ?? []).map((definition) => ({
    trigger: { kind: "always" as const, name: "" },
    definition,
  }));
  return [...listened, ...always, ...historyDefault(node)];
}

/** What the events stand for that XState sends itself, by their types. */
function triggersByEvent(node: AnyStateNode, invokes: readonly ChartInvoke[]): Map<string, Trigger> {
  const triggers = new Map<string, Trigger>([[`xstate.done.state.${node.id}`, { kind: "done", name: "" }]]);
  for (const [i, { id }] of node.invoke.entries()) {
    const name = invokes[i]?.name ?? id;
    triggers.set(`xstate.done.actor.${id}`, { kind: "done", name });
    triggers.set(`xstate.error.actor.${id}`, { kind: "error", name });
    triggers.set(`xstate.snapshot.${id}`, { kind: "snapshot", name });
  }
  for (const { eventType, delay } of node.after)
    triggers.set(String(eventType), { kind: "after", name: String(delay) });
  return triggers;
}

/** Where a history state leads that has nothing to remember yet, if its definition says so. */
function historyDefault({ type, parent, config }: AnyStateNode): Definition[] {
  if (type !== "history" || parent === undefined || !("target" in config)) return [];
  const paths: readonly unknown[] = [config.target].flat();
  const target = paths.flatMap((path) =>
    typeof path === "string" ? (below(parent, path.split(".")) ?? []) : [],
  );
  return [{ trigger: { kind: "default", name: "" }, definition: { target } }];
}

function below(node: AnyStateNode, [key, ...rest]: readonly string[]): AnyStateNode | undefined {
  if (key === undefined) return node;
  const child = node.states[key];
  return child === undefined ? undefined : below(child, rest);
}
