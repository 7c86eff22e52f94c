import { GRADIENT_BLOCK, log2, sigmoid } from "../../../kernels/index.js";
import { type GradientSettings, passesOf } from "../gradient-settings.js";
import type { GenerationDiagnosis } from "./diagnose-generation.js";
import { SATURATED_SLOPE } from "./fate-saturation.js";

/** What can be wrong with a gradient. */
type GradientCause =
  | "not-finite"
  | "fates-thresholded"
  | "clip-closed"
  | "fates-saturated"
  | "kernel-blind"
  | "adjoint-explodes"
  | "score-silent"
  | "noise-drowns";

/** A cause, the generations in which it is at work, most of those looked at, and what it is in words. */
interface FoundCause {
  readonly cause: GradientCause;
  readonly generations: readonly number[];
  readonly text: string;
}

/** What a diagnosis comes to. */
export interface Verdict {
  readonly healthy: boolean;
  /** One sentence. */
  readonly text: string;
  readonly causes: readonly FoundCause[];
}

/** The share of saturated cells from which on too few are left to be moved. */
const MOST_SATURATED = 0.99;
/** Of the gradient that another bandwidth would give: below it the kernel compares nothing. */
const LEAST_LEFT = 1e-6;
/** How much longer than at the end an adjoint may be. */
const MOST_GROWTH = 1e3;
/**
 * Of an estimate in its standard errors. Its squared norm is on average that of the gradient and that of the standard error
 * together: of noise alone it is 1, and below 2 the gradient is the shorter one.
 */
export const LEAST_SIGNAL: number = Math.SQRT2;

/** H2(p) in bits. */
function binaryEntropy(p: number): number {
  return -p * log2(p) - (1 - p) * log2(1 - p);
}

/** Whether an adjoint that there is at the end comes to nothing on its way back. */
function isClosed({ pathwise, adjoint: { norms } }: GenerationDiagnosis): boolean {
  return pathwise?.norm === 0 && (norms.at(-1) ?? 0) > 0 && norms.includes(0);
}

/** How many steps before the end the adjoint is exactly 0, the most of all. */
export function stepsLeft(diagnoses: readonly GenerationDiagnosis[]): number {
  return Math.max(
    ...diagnoses.map(({ adjoint: { steps, norms } }) => {
      const lastZero = norms.lastIndexOf(0);
      return (steps.at(-1) ?? 0) - (steps[lastZero] ?? 0);
    }),
  );
}

/** How a cause is found in an estimate, and what it is in words. */
interface Test {
  readonly cause: GradientCause;
  readonly pass: "pathwise" | "score";
  readonly isAtWork: (diagnosis: GenerationDiagnosis) => boolean;
  readonly textOf: (found: readonly GenerationDiagnosis[]) => string;
}

/** −ln of the kernel between patterns that differ in one cell, whose fates are those of states 0 and 1. */
function weightExponent({ fates, steepness, bandwidth }: GradientSettings): number {
  const isHard = fates === "straight-through" || fates === "straight-through-sigmoid";
  const distance = isHard ? 1 : 1 - 2 * sigmoid(-steepness / 2);
  return (distance * distance) / (2 * bandwidth * bandwidth);
}

function testsOf(settings: GradientSettings): readonly Test[] {
  const { fates, steepness, bandwidth } = settings;
  const agreed = binaryEntropy(sigmoid(-steepness / 2)).toFixed(6);
  return [
    {
      cause: "fates-thresholded",
      pass: "pathwise",
      isAtWork: ({ softUtility }) => fates === "thresholded" && softUtility !== null,
      textOf: () =>
        `fates are thresholded before they are softened: the soft utility sees hard patterns only, and reads ${agreed} where all cells agree, however near they are to changing`,
    },
    {
      cause: "clip-closed",
      pass: "pathwise",
      isAtWork: isClosed,
      textOf: (found) =>
        `the clip passes nothing: states that it holds at 0 or 1 do not depend on f, and ${stepsLeft(found)} steps before the end the adjoint is exactly 0`,
    },
    {
      cause: "fates-saturated",
      pass: "pathwise",
      isAtWork: ({ saturated }) => saturated !== null && saturated > MOST_SATURATED,
      textOf: () =>
        `fates are saturated: steepness ${steepness} leaves less than ${SATURATED_SLOPE} of the slope in more than ${MOST_SATURATED} of the cells`,
    },
    {
      cause: "kernel-blind",
      pass: "pathwise",
      isAtWork: ({ kernel: { gradientLeft } }) => gradientLeft !== null && gradientLeft < LEAST_LEFT,
      textOf: () =>
        bandwidth < 1
          ? `the kernel is blind: at bandwidth ${bandwidth} a pattern that differs in one cell weighs e^−${weightExponent(settings).toFixed(0)}, and nothing draws the two together`
          : `the kernel is blind: at bandwidth ${bandwidth} it takes all patterns for one`,
    },
    {
      cause: "adjoint-explodes",
      pass: "pathwise",
      isAtWork: ({ adjoint: { norms } }) => Math.max(0, ...norms) > MOST_GROWTH * (norms.at(-1) ?? Infinity),
      textOf: () => `the adjoint explodes: it grows more than ${MOST_GROWTH}-fold on its way back`,
    },
    {
      cause: "score-silent",
      pass: "score",
      isAtWork: ({ score }) => score?.norm === 0,
      textOf: (found) =>
        found.every(({ distinctPatterns }) => distinctPatterns === 1)
          ? "the score function is silent: all replicates have the same pattern"
          : "the score function is silent: no replicate has an influence on the utility",
    },
  ];
}

type Passes = ReturnType<typeof passesOf>;

/** Whether the estimates that a training follows, those that are not 0, are lost in their noise. */
function isDrowned(diagnosis: GenerationDiagnosis, passes: Passes): boolean {
  const speaking = passes.map((pass) => diagnosis[pass]).filter((estimate) => (estimate?.norm ?? 0) > 0);
  return (
    speaking.length > 0 && speaking.every((estimate) => (estimate?.signalToNoise ?? Infinity) < LEAST_SIGNAL)
  );
}

/** Whether no estimate that a training follows is anything but 0. */
function isStalled(diagnosis: GenerationDiagnosis, passes: Passes): boolean {
  return passes.every((pass) => diagnosis[pass]?.norm === 0);
}

/** The causes of what ails a gradient, most telling first. */
function causesOf(
  settings: GradientSettings,
  diagnoses: readonly GenerationDiagnosis[],
): readonly FoundCause[] {
  const passes = passesOf(settings.estimator);
  const lost: Omit<Test, "pass"> = {
    cause: "not-finite",
    isAtWork: ({ pathwise }) => pathwise === null,
    textOf: () => "f is not finite, and has no gradient",
  };
  const drowned: Omit<Test, "pass"> = {
    cause: "noise-drowns",
    isAtWork: (diagnosis) => isDrowned(diagnosis, passes),
    textOf: () => "the gradient is shorter than its standard error: it takes more replicates",
  };
  // Where both are combined, a silent score leaves the word to the other.
  const [telling] = passes;
  const tests = [lost, ...testsOf(settings).filter(({ pass }) => pass === telling), drowned];
  return tests.flatMap(({ cause, isAtWork, textOf }) => {
    const found = diagnoses.filter(isAtWork);
    if (2 * found.length <= diagnoses.length) return [];
    return [{ cause, generations: found.map(({ generation }) => generation), text: textOf(found) }];
  });
}

/** How long the gradient is in its standard errors, as the end of a sentence. */
function strengthText(diagnoses: readonly GenerationDiagnosis[], passes: Passes): string {
  const ratios = diagnoses
    .flatMap((diagnosis) => passes.map((pass) => diagnosis[pass]?.signalToNoise ?? null))
    .filter((ratio) => ratio !== null)
    .sort((a, b) => a - b);
  const [lower, upper] = [(ratios.length - 1) / 2, ratios.length / 2].map((at) => ratios[Math.trunc(at)]);
  return lower === undefined || upper === undefined
    ? `; its standard error is unknown, for which it takes more than ${GRADIENT_BLOCK} replicates`
    : `, and its norm ${((lower + upper) / 2).toFixed(1)} times its standard error (median)`;
}

/** What the diagnoses of a training's generations come to. */
export function verdictOf(settings: GradientSettings, diagnoses: readonly GenerationDiagnosis[]): Verdict {
  const passes = passesOf(settings.estimator);
  const causes = causesOf(settings, diagnoses);
  const stalled = diagnoses.filter((diagnosis) => isStalled(diagnosis, passes));
  const [first] = stalled;
  const zeros =
    first === undefined
      ? `in none of ${diagnoses.length} generations`
      : `in ${stalled.length} of ${diagnoses.length} generations, first in generation ${first.generation}`;
  const healthy = causes.length === 0 && 2 * stalled.length <= diagnoses.length;
  const strength = healthy ? strengthText(diagnoses, passes) : "";
  return {
    healthy,
    text: `${healthy ? "healthy" : "impaired"}: the gradient is exactly 0 ${zeros}${strength}`,
    causes,
  };
}
