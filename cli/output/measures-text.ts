import {
  type Config,
  ESTIMATOR_NAMES,
  ESTIMATORS,
  type MeasuresReport,
  type RegulationShape,
  symmetricBound,
  type TimeStepCheck,
} from "../../engine/index.js";

/** The text shows no more patterns than this. */
export const SHOWN_PATTERNS = 12;
const BAR_WIDTH = 30;

function number(value: number | null, digits = 4): string {
  if (value === null) return "–";
  const text = value.toFixed(digits);
  return Number(text) === 0 ? text.replace("-", "") : text;
}

/** A pattern as text: dark and light cells for two fates, digits for more. */
function drawPattern(pattern: string, fates: number): string {
  return fates === 2 ? pattern.replaceAll("1", "█").replaceAll("0", "░") : pattern;
}

/**
 * The bias of a plug-in utility to first order, (K_obs − 1)/(2·R·N·ln 2) bits, which Miller–Madow takes off; a line where it
 * is more than the standard error, as it is where the utility is small.
 */
function biasText({ estimator, estimators, standardError }: MeasuresReport): string[] {
  const [plugIn, corrected] = [estimators["plug-in"], estimators["miller-madow"]];
  if (estimator !== "plug-in" || plugIn === null || corrected === null || standardError === null) return [];
  const bias = plugIn.utility - corrected.utility;
  return bias > standardError ? [`known bias of plug-in      +${number(bias)}, more than ± shows`] : [];
}

/** How much of what identical cells can reach a utility is, where their tight bound is known; else the bound that is. */
function boundText({ utility, cells, fates }: MeasuresReport, boundary: Config["model"]["boundary"]): string {
  const { exact, reached, atMost } = symmetricBound(cells, fates, boundary);
  if (!exact || reached === 0 || utility === null) return `at most ${number(atMost)}`;
  return `${number((100 * utility) / reached, 1)} % of the tight bound ${number(reached)}`;
}

/** The measures of an ensemble of a line with such a boundary, and its most frequent patterns, for people. */
export function measuresText(measures: MeasuresReport, boundary: Config["model"]["boundary"]): string {
  const { cells, fates, replicates, estimator, patterns } = measures;
  const lines = [
    `utility              U     ${number(measures.utility)} ± ${number(measures.standardError)} bits   (${estimator}, ${replicates} replicates, ${boundText(measures, boundary)})`,
    ...biasText(measures),
    `patterning entropy   S_pat ${number(measures.patternEntropy)}`,
    `reproducibility      S_rep ${number(measures.reproducibilityEntropy)}`,
    `positional info      PI    ${number(measures.positionalInformation)}`,
    `correlational info   CI    ${number(measures.correlationalInformation)}`,
    `distinct patterns          ${measures.distinctPatterns}, coverage ${number(measures.coverage, 3)}`,
    "",
    `by estimator         ${ESTIMATOR_NAMES.map((name) => `${name} ${number(measures.estimators[name]?.utility ?? null)}`).join("   ")}`,
    ...ESTIMATOR_NAMES.filter((name) => measures.estimators[name] === null).map(
      (name) => `no value             by ${name}, which has none for: ${ESTIMATORS[name].undefinedWhen}`,
    ),
    "",
  ];
  const most = patterns[0]?.count ?? 1;
  for (const { pattern, count } of patterns.slice(0, SHOWN_PATTERNS)) {
    const share = ((100 * count) / replicates).toFixed(1).padStart(5);
    const shown = cells <= 80 ? drawPattern(pattern, fates) : `${drawPattern(pattern.slice(0, 77), fates)}…`;
    lines.push(`  ${shown}  ${share} %  ${"▪".repeat(Math.ceil((BAR_WIDTH * count) / most))}`);
  }
  const left = measures.distinctPatterns - SHOWN_PATTERNS;
  if (left > 0) lines.push(`  … and ${left} more`);
  return `${lines.join("\n")}\n`;
}

/** The utility at several time steps, and whether it holds there, for people. */
export function timeStepText({ steps, robust }: Pick<TimeStepCheck, "steps" | "robust">): string {
  const at = steps.map(
    ({ dt, utility, standardError }) => `${number(utility)} ± ${number(standardError)} at dt ${dt}`,
  );
  return `time step            U     ${at.join(", ")}\n                           ${robustText(robust)}\n`;
}

/** What it means that a utility is robust, or is not. */
export function robustText(robust: boolean): string {
  return robust
    ? "robust: it holds at finer time steps"
    : "not robust: it loses more than 0.01 at a finer time step";
}

/** What a regulatory function looks like: its closest −a·tanh(b(s̄ − c)) and its zeros. */
export function regulationText({ fit, zeros }: RegulationShape): string {
  if (fit === null) return "f is 0 throughout\n";
  const { amplitude, gain, centre, residual } = fit;
  // Each with the one sign that it has within the formula.
  const factor = `${amplitude < 0 ? "" : "−"}${number(Math.abs(amplitude), 3)}`;
  const shift = `${centre < 0 ? "+" : "−"} ${number(Math.abs(centre), 3)}`;
  const fitted = `f(s̄) ≈ ${factor}·tanh(${number(gain, 3)}·(s̄ ${shift})), residual ${number(residual, 3)}`;
  const listed =
    zeros.length === 0
      ? "f has no zero on [0, 1]"
      : `zeros of f: ${zeros.map(({ at, stable }) => `${number(at)} (${stable ? "stable" : "unstable"})`).join(", ")}`;
  return `${fitted}\n${listed}\n`;
}
