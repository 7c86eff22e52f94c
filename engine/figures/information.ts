import * as z from "zod";
import { checkedBy } from "../check-schema.js";
import type { MeasuresReport } from "../evaluation/measures-report.js";
import { errorBars, limitsOf } from "./error-bars.js";
import { dataOf, type Figure, figure, type JsonObject } from "./figure.js";
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
const POSITIONAL = { ...points("PI", 0), symbol: "square" };
const CORRELATIONAL = { ...points("CI", 4), symbol: "square" };
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
    columns: ["label", "part", "value", "utility", "standardError", "lower", "upper"],
    rows: drawn.flatMap(({ measures }, i) => {
      const label = labels[i] ?? "";
      const { utility, standardError, lower, upper } = limitsOf(measures);
      const none = [null, null, null, null];
      return [
        [label, POSITIONAL.name, measures.positionalInformation, ...none],
        [label, CORRELATIONAL.name, measures.correlationalInformation, ...none],
        [label, UTILITY.name, null, utility, standardError, lower, upper],
      ];
    }),
  };
  const y = rowChannel(labels);
  const yOffset = { field: "part", type: "nominal", scale: { domain: PARTS } };
  const only = (part: string): JsonObject => ({ transform: [{ filter: { field: "part", equal: part } }] });
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
      height: { step: ROW_HEIGHT, for: "position" },
      data: dataOf(table),
      layer: [
        ...[POSITIONAL, CORRELATIONAL].map(({ name, colour }) => ({
          ...only(name),
          mark: { type: "bar", color: colour },
          encoding: { x: { field: "value", type: "quantitative", title }, y, yOffset },
        })),
        ...errorBars(UTILITY, "x", { y, yOffset }, title, only(UTILITY.name)),
        legendLayer([POSITIONAL, CORRELATIONAL, UTILITY], 3),
      ],
    },
  });
}
