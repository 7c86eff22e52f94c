import * as z from "zod";
import { checkedBy } from "../check-schema.js";
import type { MeasuresReport } from "../evaluation/measures-report.js";
import { errorBars, LIMIT_COLUMNS, limitsOf } from "./error-bars.js";
import { dataOf, type Figure, figure } from "./figure.js";
import type { JsonObject } from "./json.js";
import { hasValue, layersOf } from "./layers.js";
import { bits, measuredFields, plusMinus } from "./numbers.js";
import { ROW_WIDTH, rowChannel, rowLabels } from "./rows.js";
import { legendLayer, points } from "./series.js";
import { leftOutText } from "./thinning.js";

/** Whose information is drawn. */
export interface InformedSubject {
  readonly label: string;
  readonly measures: Pick<
    MeasuresReport,
    "positionalInformation" | "correlationalInformation" | "utility" | "standardError"
  >;
}

/** What information is drawn from. */
export interface InformationRecords {
  readonly subjects: readonly InformedSubject[];
}

const schema: z.ZodType<InformationRecords> = z.object({
  subjects: z
    .array(
      z.object({
        label: z.string(),
        measures: z.object({
          positionalInformation: z.number(),
          correlationalInformation: z.number().nullable(),
          ...measuredFields,
        }),
      }),
    )
    .min(1),
});

const MOST_SUBJECTS = 20;
/** Pixels of the three parts of a subject. */
const ROW_HEIGHT = 36;
const POSITIONAL = { ...points("PI", 0), symbol: "square", column: "positionalInformation" };
const CORRELATIONAL = { ...points("CI", 4), symbol: "square", column: "correlationalInformation" };
const UTILITY = points("U = PI + CI, ± s.e.", 3);
const PARTS = [POSITIONAL.name, CORRELATIONAL.name, UTILITY.name];

/**
 * Positional and correlational information, and the utility that they add up to, of each subject, at most 20.
 *
 * @throws CellfateError `argument.invalid`
 */
export function informationFigure(records: InformationRecords): Figure {
  const { subjects } = checkedBy(schema, records, "records");
  const drawn = subjects.slice(0, MOST_SUBJECTS);
  const labels = rowLabels(drawn.map(({ label }) => label));
  const table = {
    columns: ["label", POSITIONAL.column, CORRELATIONAL.column, ...LIMIT_COLUMNS],
    rows: drawn.map(({ measures }, i) => {
      const { positionalInformation, correlationalInformation } = measures;
      const limits = limitsOf(measures);
      return [
        ...[labels[i] ?? "", positionalInformation, correlationalInformation],
        ...LIMIT_COLUMNS.map((column) => limits[column]),
      ];
    }),
  };
  const y = rowChannel(labels);
  const offset = (datum: string): JsonObject => ({ datum, type: "nominal", scale: { domain: PARTS } });
  const title = "information (bits)";
  const sentence = ({ label, measures }: InformedSubject): string =>
    `${label}: PI ${bits(measures.positionalInformation)}, CI ${bits(measures.correlationalInformation)}, together ${plusMinus(measures)}.`;
  return figure({
    name: "information",
    title: "Positional and correlational information",
    caption: [
      "PI is what position says about fate, CI what cells say about each other.",
      ...subjects.slice(0, 2).map(sentence),
      leftOutText(drawn.length, subjects.length, "subjects"),
    ],
    table,
    view: {
      width: ROW_WIDTH,
      height: ROW_HEIGHT * drawn.length,
      data: dataOf(table),
      layer: [
        ...layersOf([
          ...[POSITIONAL, CORRELATIONAL].map(({ name, colour, column }) => ({
            drawn: hasValue(table, column),
            layers: [
              {
                mark: { type: "bar", color: colour },
                encoding: { x: { field: column, type: "quantitative", title }, y, yOffset: offset(name) },
              },
            ],
          })),
          {
            drawn: hasValue(table, "utility"),
            layers: errorBars(UTILITY, "x", { y, yOffset: offset(UTILITY.name) }, title),
          },
        ]),
        legendLayer([POSITIONAL, CORRELATIONAL, UTILITY], 3),
      ],
    },
  });
}
