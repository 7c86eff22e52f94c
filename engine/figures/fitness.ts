import * as z from "zod";
import { checkedBy } from "../check-schema.js";
import { quantity, whole } from "./axes.js";
import { BOUND, boundLayers, boundText } from "./bound.js";
import { errorBars, limitsOf } from "./error-bars.js";
import { dataOf, type Figure, figure } from "./figure.js";
import { courseText, type DrawnGeneration, highestOf, historySchema, thinnedHistory } from "./history.js";
import type { JsonObject } from "./json.js";
import { bits, type Measured, measuredFields, plusMinus } from "./numbers.js";
import { hasValue, layersOf } from "./layers.js";
import { legendLayer, line, lineMark, points, type Series } from "./series.js";

/** The champion as a point of a history. */
export interface DrawnChampion extends Measured {
  readonly generation: number;
}

/** What the fitness of a run is drawn from. */
export interface FitnessRecords {
  readonly history: readonly DrawnGeneration[];
  /** On fresh replicates. */
  readonly champion?: DrawnChampion | undefined;
  /** The highest utility that is possible, in bits: the tight bound, where it is known. */
  readonly bound?: number | undefined;
}

const schema: z.ZodType<FitnessRecords> = z.object({
  history: historySchema,
  champion: z.object({ generation: z.int().min(0), ...measuredFields }).optional(),
  bound: z.number().optional(),
});

const BEST = line("best", 0);
const MEAN = line("mean ± s.d.", 1);
const CHAMPION = points("champion, afresh", 3);

const Y = "utility (bits)";

function championLayers({ generation, ...measured }: DrawnChampion): JsonObject[] {
  const values = [{ generation, ...limitsOf(measured) }];
  return errorBars(CHAMPION, "y", { x: whole("generation", "generation") }, Y, { data: { values } });
}

function captionOf({ history, champion, bound }: FitnessRecords): string[] {
  const highest = highestOf(history);
  const peak =
    highest === undefined || history.length === 1
      ? ""
      : `; the highest is ${bits(highest.best)} bits in generation ${highest.generation}`;
  const fresh =
    champion === undefined
      ? ""
      : `The champion, of generation ${champion.generation}, has ${plusMinus(champion)} on fresh replicates.`;
  return [
    `The best fitness ${courseText(history, ({ best }) => best)}${peak}; the mean of a generation ${courseText(history, ({ mean }) => mean)}.`,
    fresh,
    boundText(bound),
  ];
}

/**
 * Fitness over the generations: the best, the mean ± standard deviation; the champion's utility on fresh replicates, so
 * that what selection adds to it is seen; the bound.
 *
 * @throws CellfateError `argument.invalid`
 */
export function fitnessFigure(records: FitnessRecords): Figure {
  const checked = checkedBy(schema, records, "records");
  const { champion, bound } = checked;
  const { drawn, leftOut } = thinnedHistory(checked.history);
  const table = {
    columns: ["generation", "best", "mean", "std", "lower", "upper"],
    rows: drawn.map(({ generation, best, mean, std }) => {
      const band = mean === null || std === null ? [null, null] : [mean - std, mean + std];
      return [generation, best, mean, std, ...band];
    }),
  };
  const x = whole("generation", "generation");
  const band = {
    mark: { type: "area", color: MEAN.colour, opacity: 0.18 },
    encoding: { x, y: quantity("lower", Y), y2: { field: "upper" } },
  };
  const lineOf = (series: Series, column: string): JsonObject => ({
    mark: lineMark(series, drawn.length),
    encoding: { x, y: quantity(column, Y) },
  });
  const marked = [
    BEST,
    MEAN,
    ...(champion === undefined ? [] : [CHAMPION]),
    ...(bound === undefined ? [] : [BOUND]),
  ];
  return figure({
    name: "fitness",
    title: "Fitness over the generations",
    caption: [...captionOf(checked), leftOut],
    table,
    view: {
      data: dataOf(table),
      layer: [
        ...layersOf([
          { drawn: hasValue(table, "mean"), layers: [band, lineOf(MEAN, "mean")] },
          { drawn: hasValue(table, "best"), layers: [lineOf(BEST, "best")] },
          { drawn: bound !== undefined, layers: boundLayers(bound, "y") },
          {
            drawn: champion !== undefined && champion.utility !== null,
            layers: champion === undefined ? [] : championLayers(champion),
          },
        ]),
        legendLayer(marked, 2),
      ],
    },
  });
}
