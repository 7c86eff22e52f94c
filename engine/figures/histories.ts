import * as z from "zod";
import { checkedBy } from "../check-schema.js";
import { quantity, whole } from "./axes.js";
import { dataOf, type Figure, figure, type FigureTable } from "./figure.js";
import { type DrawnGeneration, highestOf, historySchema, thinnedHistory } from "./history.js";
import { bits } from "./numbers.js";
import { hasValue, layersOf, type Part } from "./layers.js";
import { nameColumns, rowLabels } from "./rows.js";
import { backdrop, legendLayer, line, lineMark, type Series } from "./series.js";
import { leftOutText } from "./thinning.js";

/** The history of a run by its name. */
export interface NamedHistory {
  readonly label: string;
  readonly history: readonly DrawnGeneration[];
}

/** What several histories are drawn from. */
export interface HistoriesRecords {
  readonly runs: readonly NamedHistory[];
}

const schema: z.ZodType<HistoriesRecords> = z.object({
  runs: z.array(z.object({ label: z.string(), history: historySchema })).min(1),
});

/** Runs that are told apart; of more each is a thin grey line. */
const MOST_NAMED = 8;
const MOST_RUNS = 100;
/** Points of all runs together. */
const MOST_POINTS = 2000;

function captionOf(runs: readonly NamedHistory[]): string {
  const peaks = runs.flatMap(({ label, history }) => {
    const peak = highestOf(history);
    return peak === undefined ? [] : [{ label, ...peak, best: peak.best ?? 0 }];
  });
  const [highest, ...others] = peaks.sort((a, b) => b.best - a.best);
  if (highest === undefined) return "No individual of any run has a fitness.";
  const first = `The highest best fitness of ${runs.length === 1 ? "the run" : `${runs.length} runs`} is ${bits(highest.best)} bits, by ${highest.label} in generation ${highest.generation}`;
  const lowest = others.at(-1);
  return lowest === undefined
    ? `${first}.`
    : `${first}; ${lowest.label} comes to ${bits(lowest.best)} bits at most, the least of all.`;
}

const X = whole("generation", "generation");
const Y = quantity("best", "best utility (bits)");

/** A layer each run, so that each has a colour and dashes of its own. */
function namedLayers(lines: readonly Series[], histories: readonly (readonly DrawnGeneration[])[]): Part[] {
  return lines.map((series, i) => {
    const history = histories[i] ?? [];
    const transform = [{ filter: { field: "run", equal: series.name } }];
    const layer = { transform, mark: lineMark(series, history.length), encoding: { x: X, y: Y } };
    return { drawn: history.some(({ best }) => best !== null), layers: [layer] };
  });
}

/** One layer of all runs. */
function namelessLayers(table: FigureTable, longest: number): Part[] {
  const mark = { ...lineMark({ ...backdrop(""), dash: [1, 0] }, longest > 1 ? Infinity : 1), opacity: 0.4 };
  const layer = { mark, encoding: { x: X, y: Y, detail: { field: "run" } } };
  return [{ drawn: hasValue(table, "best"), layers: [layer] }];
}

/**
 * The best fitness over the generations of several runs, over each other.
 *
 * @throws CellfateError `argument.invalid`
 */
export function historiesFigure(records: HistoriesRecords): Figure {
  const { runs } = checkedBy(schema, records, "records");
  const shown = runs.slice(0, MOST_RUNS);
  const labels = rowLabels(shown.map(({ label }) => label));
  const points = Math.max(4, Math.trunc(MOST_POINTS / shown.length));
  const thinned = shown.map(({ history }) => thinnedHistory(history, Math.min(500, points)).drawn);
  const table = {
    columns: ["run", "generation", "best"],
    rows: thinned.flatMap((history, i) =>
      history.map(({ generation, best }) => [labels[i] ?? "", generation, best]),
    ),
  };
  const lines = shown.length <= MOST_NAMED ? labels.map(line) : [];
  const longest = Math.max(...thinned.map(({ length }) => length));
  const all = shown.reduce((sum, { history }) => sum + history.length, 0);
  return figure({
    name: "histories",
    title: "Best fitness of several runs",
    caption: [
      captionOf(runs),
      leftOutText(shown.length, runs.length, "runs"),
      leftOutText(table.rows.length, all, "generations of all runs"),
    ],
    table,
    view: {
      data: dataOf(table),
      layer: [
        ...layersOf(lines.length > 0 ? namedLayers(lines, thinned) : namelessLayers(table, longest)),
        ...(lines.length > 0 ? [legendLayer(lines, nameColumns(labels))] : []),
      ],
    },
  });
}
