import type { Json, JsonObject } from "../../engine/figures/json.js";
import { isWithin } from "./called.js";
import { type Chart, type ChartState, childrenOf } from "./chart.js";
import type { ChartTransition } from "./chart-transition.js";

/** A chart as the configuration of a machine in which actions, guards, delays and actors are names: XState's `createMachine` takes it. */
export function machineConfig(chart: Chart): JsonObject {
  const [root] = chart.states;
  return root === undefined ? {} : { id: root.name, ...stateConfig(chart, root) };
}

function stateConfig(chart: Chart, state: ChartState): JsonObject {
  const { id, type, history, description, initial, entry, exit } = state;
  const own = chart.transitions.filter(({ source }) => source === id);
  const of = (kind: ChartTransition["kind"]): ChartTransition[] => own.filter((one) => one.kind === kind);
  const ownDone = of("done").filter(({ name }) => name === "");
  const [fallback] = of("default");
  return said({
    description,
    type: type === "atomic" || type === "compound" ? null : type,
    history: history === "deep" ? history : null,
    target:
      fallback === undefined ? null : fallback.targets.map((target) => pathFrom(state.parent ?? "", target)),
    initial: initial === null ? null : initialConfig(initial),
    entry,
    exit,
    invoke: state.invokes.map(({ src, id: invoke, name }) => {
      const named = (kind: ChartTransition["kind"]): Json =>
        transitionConfigs(of(kind).filter((one) => one.name === name));
      return said({
        src,
        id: invoke,
        onDone: named("done"),
        onError: named("error"),
        onSnapshot: named("snapshot"),
      });
    }),
    always: transitionConfigs(of("always")),
    on: byName(of("event")),
    after: byName(of("after")),
    onDone: transitionConfigs(ownDone),
    states: Object.fromEntries(childrenOf(chart, id).map((child) => [child.name, stateConfig(chart, child)])),
  });
}

function initialConfig({ target, actions }: NonNullable<ChartState["initial"]>): Json {
  const name = target.slice(target.lastIndexOf(".") + 1);
  return actions.length === 0 ? name : { target: name, actions };
}

/** Transitions by what sets them off; of several from one, a list. */
function byName(transitions: readonly ChartTransition[]): JsonObject {
  const names = [...new Set(transitions.map(({ name }) => name))];
  return Object.fromEntries(
    names.map((name) => {
      const configs = transitionConfigs(transitions.filter((one) => one.name === name));
      return [name, configs.length === 1 ? (configs[0] ?? {}) : configs];
    }),
  );
}

function transitionConfigs(transitions: readonly ChartTransition[]): readonly JsonObject[] {
  return transitions.map(({ source, targets, guard, actions, reenter, description }) =>
    said({
      target: targets.map((target) => targetName(source, target)),
      guard,
      actions,
      reenter: reenter ? true : null,
      description,
    }),
  );
}

/** How a definition names the target of a transition: a state within by its path, a neighbour by its key, another by its id. */
function targetName(source: string, target: string): string {
  if (isWithin(target, source)) return `.${pathFrom(source, target)}`;
  const parent = source.slice(0, Math.max(source.lastIndexOf("."), 0));
  const name = pathFrom(parent, target);
  return isWithin(target, parent) && !name.includes(".") ? name : `#${target}`;
}

function pathFrom(outer: string, inner: string): string {
  return inner.slice(outer.length + 1);
}

/** What of an object says something: neither null nor empty. A list of one is that one where it is a name. */
function said(config: Readonly<Record<string, Json>>): JsonObject {
  const entries = Object.entries(config).flatMap(([key, value]) => {
    if (value === null || value === "") return [];
    if (typeof value === "object" && Object.keys(value).length === 0) return [];
    const single = Array.isArray(value) && value.length === 1 && typeof value[0] === "string";
    return [[key, single ? value[0] : value] as const];
  });
  return Object.fromEntries(entries);
}
