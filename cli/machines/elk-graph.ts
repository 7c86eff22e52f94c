import type { ElkExtendedEdge, ElkLabel, ElkNode, ElkPort } from "elkjs/lib/elk-api.js";
import { isWithin } from "./called.js";
import { type Chart, type ChartState, childrenOf } from "./chart.js";
import { type ChartTransition, transitionText } from "./chart-transition.js";
import { type Box, type LaidOutChart, type LaidOutEdge, type Point, SIZES } from "./laid-out-chart.js";
import { linesOf, type Measure, textSize, titleOf } from "./state-box.js";

/** A label breaks before it is longer than so many characters, where it can. */
const LABEL_LENGTH = 26;

const EVERYWHERE = {
  "elk.algorithm": "layered",
  "elk.direction": "DOWN",
  "elk.edgeRouting": "ORTHOGONAL",
  // Edges against the direction are those that lead back on a walk from the initial state.
  "elk.layered.cycleBreaking.strategy": "DEPTH_FIRST",
  "elk.layered.nodePlacement.bk.fixedAlignment": "BALANCED",
  "elk.layered.spacing.nodeNodeBetweenLayers": "28",
  "elk.layered.spacing.edgeNodeBetweenLayers": "14",
  "elk.layered.spacing.edgeEdgeBetweenLayers": "12",
  "elk.spacing.nodeNode": "28",
  "elk.spacing.edgeNode": "16",
  "elk.spacing.edgeEdge": "12",
  "elk.spacing.edgeLabel": "4",
  "elk.spacing.labelNode": "6",
};

const dotId = (parent: string): string => `${parent} initial`;
const portId = (edge: string): string => `${edge} port`;
const edgeId = (transition: string, target: number): string => `${transition} → ${target}`;

/** A chart as ELK lays it out, with the size of every text. */
export function elkGraph(chart: Chart, measure: Measure): ElkNode {
  const [root] = chart.states;
  const edges = chart.transitions.flatMap((transition) =>
    transition.targets.map((target, i) => edgeOf(transition, target, i, measure)),
  );
  const initial = chart.states.flatMap(({ id, initial: first }) =>
    first === null ? [] : [initialEdge(id, first, measure)],
  );
  return {
    id: "chart",
    layoutOptions: {
      ...EVERYWHERE,
      "elk.hierarchyHandling": "INCLUDE_CHILDREN",
      "elk.padding": "[top=4,left=4,bottom=4,right=4]",
      "org.eclipse.elk.json.edgeCoords": "ROOT",
      "org.eclipse.elk.json.shapeCoords": "ROOT",
    },
    children: root === undefined ? [] : [nodeOf(chart, root, measure)],
    edges: [...initial, ...edges],
  };
}

function nodeOf(chart: Chart, state: ChartState, measure: Measure): ElkNode {
  const { id, type, initial } = state;
  if (type === "history") return { id, width: SIZES.history, height: SIZES.history };
  const { width, height } = textSize(titleOf(state), linesOf(chart, state), measure);
  const children = childrenOf(chart, id).map((child) => nodeOf(chart, child, measure));
  if (children.length === 0) return { id, width, height };
  const dot: ElkNode = {
    id: dotId(id),
    width: 2 * SIZES.dot,
    height: 2 * SIZES.dot,
    layoutOptions: { "elk.layered.layering.layerConstraint": "FIRST" },
  };
  return {
    id,
    ports: innerPorts(chart, id),
    layoutOptions: {
      ...EVERYWHERE,
      "elk.portConstraints": "FIXED_SIDE",
      "elk.padding": `[top=${height + SIZES.margin},left=18,bottom=18,right=18]`,
      "elk.nodeSize.constraints": "MINIMUM_SIZE",
      "elk.nodeSize.minimum": `(${width},${height})`,
    },
    children: [...(initial === null ? [] : [dot]), ...children],
  };
}

/** The ends of edges on a state's border from within: at the side, as above they would cross what its box is headed with. */
function innerPorts({ transitions }: Chart, id: string): ElkPort[] {
  const edges = transitions.flatMap(({ id: transition, source, targets }) =>
    targets.map((target, i) => ({ edge: edgeId(transition, i), source, target })),
  );
  const touching = edges.filter(({ source, target }) => source === id || target === id);
  return touching
    .filter(({ source, target }) => isWithin(source, id) || isWithin(target, id))
    .map(({ edge }) => ({ id: portId(edge), layoutOptions: { "elk.port.side": "EAST" } }));
}

function edgeOf(transition: ChartTransition, target: string, i: number, measure: Measure): ElkExtendedEdge {
  const { source } = transition;
  const id = edgeId(transition.id, i);
  // The first edge of a transition says what it is.
  const labels = i === 0 ? labelsOf(transitionText(transition), measure) : [];
  const sources = [isWithin(target, source) ? portId(id) : source];
  const targets = [isWithin(source, target) ? portId(id) : target];
  return { id, sources, targets, labels };
}

function initialEdge(
  parent: string,
  { target, actions }: NonNullable<ChartState["initial"]>,
  measure: Measure,
): ElkExtendedEdge {
  const labels = labelsOf(actions.length === 0 ? "" : `/ ${actions.join(", ")}`, measure);
  return { id: dotId(parent), sources: [dotId(parent)], targets: [target], labels };
}

function labelsOf(text: string, measure: Measure): ElkLabel[] {
  if (text === "") return [];
  const lines = broken(text);
  const widths = lines.map((line) => measure(line, SIZES.text, false));
  return [
    { text: lines.join("\n"), width: Math.ceil(Math.max(...widths)) + 2, height: lines.length * SIZES.line },
  ];
}

/** A label as lines, broken between its parts: event, guard, actions. */
function broken(text: string): string[] {
  const parts = text.split(/ (?=[[/])|(?<=,) /);
  const lines: string[] = [];
  for (const part of parts) {
    const last = lines.at(-1);
    if (last === undefined || last.length + part.length >= LABEL_LENGTH) lines.push(part);
    else lines[lines.length - 1] = `${last} ${part}`;
  }
  return lines;
}

/** What ELK has made of {@link elkGraph}. */
export function laidOut(chart: Chart, graph: ElkNode): LaidOutChart {
  const nodes = new Map(withChildren(graph).map((node) => [node.id, node]));
  const transitionOf = new Map(
    chart.transitions.flatMap(({ id, targets }) => targets.map((_, i) => [edgeId(id, i), id] as const)),
  );
  return {
    name: chart.name,
    width: Math.ceil(graph.width ?? 0),
    height: Math.ceil(graph.height ?? 0),
    states: chart.states.map((state) => ({
      id: state.id,
      title: titleOf(state),
      type: state.type,
      description: state.description,
      lines: linesOf(chart, state),
      ...boxOf(nodes.get(state.id)),
    })),
    dots: chart.states.flatMap(({ id, initial }) => {
      if (initial === null) return [];
      const { x, y } = boxOf(nodes.get(dotId(id)));
      return [{ x: x + SIZES.dot, y: y + SIZES.dot }];
    }),
    edges: (graph.edges ?? []).map((edge) => placed(edge, transitionOf.get(edge.id) ?? null)),
  };
}

function placed({ sections = [], labels = [] }: ElkExtendedEdge, transition: string | null): LaidOutEdge {
  const [label] = labels;
  return {
    transition,
    points: sections.flatMap(({ startPoint, bendPoints = [], endPoint }) =>
      [startPoint, ...bendPoints, endPoint].map(rounded),
    ),
    label: label === undefined ? null : { ...boxOf(label), lines: (label.text ?? "").split("\n") },
  };
}

function withChildren(node: ElkNode): ElkNode[] {
  return [node, ...(node.children ?? []).flatMap(withChildren)];
}

/** Half a pixel is the finest that is drawn. */
const half = (length: number): number => Math.round(2 * length) / 2;

function rounded({ x, y }: Point): Point {
  return { x: half(x), y: half(y) };
}

function boxOf(shape: ElkNode | ElkLabel | undefined): Box {
  const { x = 0, y = 0, width = 0, height = 0 } = shape ?? {};
  return { x: half(x), y: half(y), width: half(width), height: half(height) };
}
