import { type Chart, type ChartState, childrenOf } from "./chart.js";
import { transitionText } from "./chart-transition.js";
import { linesOf, titleOf } from "./state-box.js";

/** A text of DOT in quotes, its lines to the left. */
function quoted(...lines: readonly string[]): string {
  const escaped = lines.map((line) => line.replaceAll("\\", "\\\\").replaceAll('"', '\\"'));
  return lines.length === 1 ? `"${escaped.join("")}"` : `"${escaped.join("\\l")}\\l"`;
}

/** A chart as a graph of Graphviz; a compound state is a cluster. */
export function chartDot(chart: Chart): string {
  const [root] = chart.states;
  const isCluster = (id: string): boolean => childrenOf(chart, id).length > 0;
  /** An edge ends at a node: that of a cluster is a point in it, which is not seen. */
  const nodeOf = (id: string): string => quoted(isCluster(id) ? `${id} anchor` : id);

  function stateLines(state: ChartState): string[] {
    const { id, type, initial, description } = state;
    const label = quoted(titleOf(state), ...linesOf(chart, state).map(({ text }) => text));
    const tooltip = description === "" ? "" : ` tooltip=${quoted(description)}`;
    const children = childrenOf(chart, id);
    if (children.length === 0) {
      const shape = type === "history" ? " shape=circle" : type === "final" ? " peripheries=2" : "";
      return [`${quoted(id)} [label=${label}${shape}${tooltip}]`];
    }
    return [
      `subgraph ${quoted(`cluster ${id}`)} {`,
      `  label=${label}`,
      ...(tooltip === "" ? [] : [`  ${tooltip.trim()}`]),
      `  ${nodeOf(id)} [shape=point style=invis]`,
      ...(initial === null ? [] : initialLines(id, initial)),
      ...children.flatMap(stateLines).map((line) => `  ${line}`),
      "}",
    ];
  }

  function initialLines(id: string, { target, actions }: NonNullable<ChartState["initial"]>): string[] {
    const dot = quoted(`${id} initial`);
    const label = actions.length === 0 ? "" : ` [label=${quoted(`/ ${actions.join(", ")}`)}]`;
    return [`  ${dot} [shape=point width=0.15]`, `  ${dot} -> ${nodeOf(target)}${label}`];
  }

  const edges = chart.transitions.flatMap((transition) =>
    transition.targets.map((target) => {
      const { source } = transition;
      const ends = [
        isCluster(source) ? ` ltail=${quoted(`cluster ${source}`)}` : "",
        isCluster(target) ? ` lhead=${quoted(`cluster ${target}`)}` : "",
      ];
      return `${nodeOf(source)} -> ${nodeOf(target)} [label=${quoted(transitionText(transition))}${ends.join("")}]`;
    }),
  );
  const lines = [
    "compound=true",
    'fontname="DejaVu Sans" fontsize=11 labeljust=l style=rounded',
    'node [shape=box style=rounded fontname="DejaVu Sans" fontsize=11]',
    'edge [fontname="DejaVu Sans" fontsize=10]',
    ...(root === undefined ? [] : stateLines(root)),
    ...edges,
  ];
  return `digraph ${quoted(chart.name)} {\n${lines.map((line) => `  ${line}\n`).join("")}}\n`;
}
