import { isWithin } from "./called.js";
import { type Chart, type ChartState, childrenOf } from "./chart.js";
import { transitionText } from "./chart-transition.js";
import { linesOf, titleOf } from "./state-box.js";

/** What Mermaid's grammar reads as text wherever it stands; all else is written as an entity. */
const SPECIAL = /[^\p{L}\p{N} /[\],._()→-]/gu;

function text(of: string): string {
  return of.replaceAll(SPECIAL, (character) => `#${character.codePointAt(0) ?? 0};`);
}

/** An edge between two states, one for each target of a transition. */
interface Edge {
  readonly source: string;
  readonly target: string;
  readonly label: string;
}

/** A chart as a state diagram of Mermaid, which GitHub and many editors draw. */
export function chartMermaid(chart: Chart): string {
  const [root] = chart.states;
  const edges = chart.transitions.flatMap((transition) =>
    transition.targets.map((target) => ({
      source: transition.source,
      target,
      label: transitionText(transition),
    })),
  );
  const ids = idsOf(chart);
  const id = (state: string): string => ids.get(state) ?? state;
  const parentOf = new Map(chart.states.map((state) => [state.id, state.parent]));

  /** The innermost state that both ends are in: mentioned elsewhere, a state would be drawn there. */
  function placeOf({ source, target }: Edge): string | null {
    let place = parentOf.get(source) ?? null;
    while (place !== null && !isWithin(target, place)) place = parentOf.get(place) ?? null;
    return place;
  }

  /** Mermaid cannot draw an edge between a state and one within it: a note says it. */
  const isDrawn = ({ source, target }: Edge): boolean =>
    !isWithin(target, source) && !isWithin(source, target);

  function stateLines(state: ChartState): string[] {
    const children = childrenOf(chart, state.id);
    const own = linesOf(chart, state).map((line) => line.text);
    const told = edges.filter((edge) => edge.source === state.id && !isDrawn(edge));
    const notes = [
      ...(children.length > 0 ? own : []),
      ...told.map(({ target, label }) => `${label} → ${target}`),
    ];
    const head = `state "${text(titleOf(state))}" as ${id(state.id)}`;
    return [
      ...(children.length > 0
        ? [`${head} {`, ...indented(insideOf(state, children)), "}"]
        : [head, ...own.map((line) => `${id(state.id)} : ${text(line)}`)]),
      ...(state.type === "final" ? [`${id(state.id)} --> [*]`] : []),
      ...(notes.length === 0
        ? []
        : [`note right of ${id(state.id)}`, ...indented(notes.map(text)), "end note"]),
    ];
  }

  function insideOf({ id: outer, type, initial }: ChartState, children: readonly ChartState[]): string[] {
    const label =
      initial === null || initial.actions.length === 0 ? "" : ` : ${text(`/ ${initial.actions.join(", ")}`)}`;
    const separator = type === "parallel" ? ["--"] : [];
    return [
      ...(initial === null ? [] : [`[*] --> ${id(initial.target)}${label}`]),
      ...children.flatMap((child, i) => [...(i > 0 ? separator : []), ...stateLines(child)]),
      ...edges.filter((edge) => isDrawn(edge) && placeOf(edge) === outer).map(edgeLine),
    ];
  }

  function edgeLine({ source, target, label }: Edge): string {
    return `${id(source)} --> ${id(target)}${label === "" ? "" : ` : ${text(label)}`}`;
  }

  return ["stateDiagram-v2", ...indented(root === undefined ? [] : stateLines(root)), ""].join("\n");
}

function indented(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}

/** Names that Mermaid takes for states, each once. */
function idsOf({ states }: Chart): Map<string, string> {
  const taken = new Set<string>();
  return new Map(
    states.map(({ id }) => {
      let name = id.replaceAll(/\W/g, "_");
      while (taken.has(name)) name += "_";
      taken.add(name);
      return [id, name];
    }),
  );
}
