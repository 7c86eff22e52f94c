import type { GenerationDiagnosis, GradientDiagnosis } from "../../engine/index.js";
import { counted } from "../../engine/figures/numbers.js";
import { csvText, type CsvValue } from "./csv.js";
import { tableText } from "./table-text.js";

/** A diagnosis, and what was diagnosed. */
export interface NamedDiagnosis extends GradientDiagnosis {
  /** The run or the configuration. */
  readonly subject: string;
}

const ESTIMATES = ["pathwise", "score", "antithetic"] as const;

/** The columns of a generation. */
const COLUMNS: readonly (readonly [name: string, valueOf: (diagnosis: GenerationDiagnosis) => CsvValue])[] = [
  ["generation", ({ generation }) => generation],
  ["individual", ({ individual }) => individual],
  ["utility", ({ utility }) => utility],
  ["softUtility", ({ softUtility }) => softUtility],
  ["distinctPatterns", ({ distinctPatterns }) => distinctPatterns],
  ...ESTIMATES.flatMap(
    (name) =>
      [
        [`${name}.norm`, (diagnosis: GenerationDiagnosis) => diagnosis[name]?.norm ?? null],
        [`${name}.signalToNoise`, (diagnosis: GenerationDiagnosis) => diagnosis[name]?.signalToNoise ?? null],
      ] as const,
  ),
  ["cosines.pathwiseScore", ({ cosines }) => cosines.pathwiseScore],
  ["cosines.pathwiseAntithetic", ({ cosines }) => cosines.pathwiseAntithetic],
  ["cosines.scoreAntithetic", ({ cosines }) => cosines.scoreAntithetic],
  ["adjoint.first", ({ adjoint }) => adjoint.norms[0] ?? null],
  ["adjoint.last", ({ adjoint }) => adjoint.norms.at(-1) ?? null],
  ["clipped", ({ clipped }) => clipped],
  ["saturated", ({ saturated }) => saturated],
  ["kernel.mean", ({ kernel }) => kernel.mean],
  ["kernel.gradientLeft", ({ kernel }) => kernel.gradientLeft],
];

/** One line a generation, every number to its last digit; of the adjoint's norms the first and the last. */
export function gradientsCsv({ generations }: GradientDiagnosis): string {
  return csvText(
    COLUMNS.map(([name]) => name),
    generations.map((diagnosis) => COLUMNS.map(([, valueOf]) => valueOf(diagnosis))),
  );
}

/** The whole diagnosis as one object. */
export function gradientsJson(diagnosis: NamedDiagnosis): string {
  return `${JSON.stringify(diagnosis)}\n`;
}

function digits(value: number | null, count: number): string {
  if (value === null) return "–";
  return value === 0 ? "0" : value.toFixed(count);
}

/** A number of any size: `1.92e1`, and an exact 0 as such. */
function sized(value: number | null): string {
  if (value === null) return "–";
  return value === 0 ? "0" : value.toExponential(2).replace("e+", "e");
}

/** What the gradients were made with. */
export function settingsText({
  strategy,
  settings,
  isFollowed,
  replicates,
  pairs,
}: GradientDiagnosis): string {
  const { estimator, fates, steepness, bandwidth, clip } = settings;
  const whose = isFollowed ? `followed by ${estimator}` : `by default, as ${strategy} follows none`;
  return `${counted(replicates, "replicate")}, ${counted(pairs, "antithetic pair")}; gradient ${whose}: fates ${fates}, steepness ${steepness}, bandwidth ${bandwidth}, clip ${clip}`;
}

/** The verdict for people: what it is, and below it a line a cause. */
export function verdictText({ verdict, generations }: GradientDiagnosis): string {
  const causes = verdict.causes.map(
    ({ generations: found, text }) => `  in ${found.length} of ${generations.length}: ${text}\n`,
  );
  return `${verdict.text}\n${causes.join("")}`;
}

const TABLE: readonly (readonly [head: string, textOf: (diagnosis: GenerationDiagnosis) => string])[] = [
  ["gen", ({ generation }) => generation.toString()],
  ["U", ({ utility }) => digits(utility, 4)],
  ["U soft", ({ softUtility }) => digits(softUtility, 6)],
  ["pathwise", ({ pathwise }) => sized(pathwise?.norm ?? null)],
  ["/SE", ({ pathwise }) => digits(pathwise?.signalToNoise ?? null, 1)],
  ["score", ({ score }) => sized(score?.norm ?? null)],
  ["/SE", ({ score }) => digits(score?.signalToNoise ?? null, 1)],
  ["pairs", ({ antithetic }) => sized(antithetic?.norm ?? null)],
  ["/SE", ({ antithetic }) => digits(antithetic?.signalToNoise ?? null, 1)],
  ["cos", ({ cosines }) => digits(cosines.pathwiseScore, 2)],
  ["adjoint", ({ adjoint }) => `${sized(adjoint.norms.at(-1) ?? null)} → ${sized(adjoint.norms[0] ?? null)}`],
  ["clipped", ({ clipped }) => digits(clipped, 2)],
  ["saturated", ({ saturated }) => digits(saturated, 2)],
  ["kernel left", ({ kernel }) => sized(kernel.gradientLeft)],
];

const LEGEND = `
U and U soft in bits; norms of the gradient by estimator in bits per unit of a parameter, each over its standard error
(/SE; noise alone has about 1); cos: between the first two; adjoint: its norm at the end → at the start, in bits per unit
of a state; shares of clipped steps and saturated fates; the share of the gradient of S_rep that the bandwidth leaves, of
the most that any gives
`;

/** A diagnosis for people. */
export function gradientsText(diagnosis: NamedDiagnosis): string {
  const rows = diagnosis.generations.map((one) => TABLE.map(([, textOf]) => textOf(one)));
  const table = tableText(
    [TABLE.map(([head]) => head), ...rows],
    TABLE.map(() => true),
  );
  return `${verdictText(diagnosis)}\n${diagnosis.subject}\n${settingsText(diagnosis)}\n\n${table}${LEGEND}`;
}
