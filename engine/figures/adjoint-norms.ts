import { checkedBy } from "../check-schema.js";
import { quantity, whole } from "./axes.js";
import { dataOf, type Figure, figure, type FigureTable } from "./figure.js";
import { type DrawnDiagnosis, type GradientRecords, gradientSchema } from "./gradient-history.js";
import { layersOf } from "./layers.js";
import { amount } from "./numbers.js";
import { nameColumns } from "./rows.js";
import { legendLayer, line, lineMark } from "./series.js";
import { evenly, leftOutText } from "./thinning.js";

/** Generations that are drawn: as many as there are colours. */
const MOST_GENERATIONS = 6;

/** Where an adjoint goes on its way back, as a sentence. */
function courseOf({ generation, adjoint: { steps, norms } }: DrawnDiagnosis): string {
  const [end, last] = [norms.at(-1), steps.at(-1)];
  if (end === undefined || last === undefined) return `In generation ${generation} there is none.`;
  const zero = norms.lastIndexOf(0);
  const to =
    end === 0
      ? "is 0 at the end"
      : zero === -1
        ? `goes from ${amount(end)} after step ${last} back to ${amount(norms[0] ?? 0)} at the start`
        : `is ${amount(end)} after step ${last} and exactly 0 after step ${steps[zero] ?? 0} and before`;
  return `In generation ${generation} it ${to}.`;
}

/**
 * The norm of the adjoint, the derivative of the soft utility by the states in bits per unit of a state, at each step back in time.
 *
 * @throws CellfateError `argument.invalid`
 */
export function adjointNormsFigure(records: GradientRecords): Figure {
  const { generations } = checkedBy(gradientSchema, records, "records");
  const shown = evenly(generations.length, MOST_GENERATIONS).flatMap((at) => generations[at] ?? []);
  const [first, last] = [shown[0], shown.at(-1)];
  const series = shown.map(({ generation }, i) => line(`generation ${generation}`, i));
  const table: FigureTable = {
    columns: ["generation", "step", "norm"],
    rows: shown.flatMap(({ generation, adjoint: { steps, norms } }) =>
      steps.map((step, i) => [generation, step, norms[i] ?? null]),
    ),
  };
  // An axis of logarithms has no 0.
  const positive = {
    ...table,
    rows: table.rows.map(([generation = null, step = null, norm]) => [
      generation,
      step,
      norm === 0 ? null : (norm ?? null),
    ]),
  };
  return figure({
    name: "adjoint-norms",
    title: "The adjoint on its way back in time",
    caption: [
      first === undefined ? "No generation was diagnosed." : courseOf(first),
      last === undefined || last === first ? "" : courseOf(last),
      leftOutText(shown.length, generations.length, "generations"),
    ],
    table,
    view: {
      data: dataOf(positive),
      layer: [
        ...layersOf(
          shown.map(({ generation, adjoint: { norms } }, i) => ({
            drawn: norms.some((norm) => norm > 0),
            layers: [
              {
                transform: [{ filter: { field: "generation", equal: generation } }],
                mark: lineMark(series[i] ?? line("", i), norms.filter((norm) => norm > 0).length),
                encoding: {
                  x: whole("step", "step"),
                  y: quantity("norm", "norm of the adjoint (bits per unit)", {
                    scale: { type: "log" },
                    axis: { format: ".0e", grid: false },
                  }),
                },
              },
            ],
          })),
        ),
        legendLayer(series, nameColumns(series.map(({ name }) => name))),
      ],
    },
  });
}
