import type { GenerationDiagnosis } from "../../gradient/diagnosis/diagnose-generation.js";
import { stepsLeft } from "../../gradient/diagnosis/verdict.js";
import { atLeast, atMost, between, type Claim, near } from "../claim.js";
import type { Backpropagation } from "./findings.js";
import { isFlat } from "./followed.js";
import { RECORDED } from "./stalls.js";
import { isStill, shareOfZeros } from "./variants.js";

/** Half of the last digit of the record. */
const HALF_DIGIT = 5e-7;
const EXACT = "exact arithmetic: the same bits on every machine";
/** The plateau in bits, and the most that utilities of 100 replicates there scatter by. */
const PLATEAU = { least: 0.65, most: 0.7, deviation: 0.023 };

/** The one that is farthest from `expected`. */
function farthest(values: readonly number[], expected: number): number {
  return values.reduce((so, value) => (Math.abs(value - expected) > Math.abs(so - expected) ? value : so));
}

function softOf({ softUtility }: GenerationDiagnosis): number {
  return softUtility ?? NaN;
}

/** That both stalls are those of the record, and that the clip is what makes gradients 0. */
export function stallClaims({ stalls, variants }: Backpropagation): readonly Claim[] {
  const { first, plateau } = stalls;
  const zero = plateau.generations.filter(isFlat);
  const later = plateau.generations.slice(plateau.generations.findIndex(isFlat));
  const mean = zero.reduce((sum, { utility }) => sum + (utility ?? NaN), 0) / zero.length;
  const margin = (4 * PLATEAU.deviation) / Math.sqrt(zero.length);
  const still = variants.filter(isStill);
  return [
    near(
      {
        name: "first-soft-utility",
        text: "the soft utility of the first stall, that which is farthest from the record",
        reason: "the record has six digits",
      },
      farthest(first.generations.map(softOf), RECORDED.first),
      RECORDED.first,
      HALF_DIGIT,
    ),
    near(
      {
        name: "first-zeros",
        text: "of the generations of the first stall that were looked at, the share in which the gradient is exactly 0",
        reason: EXACT,
      },
      first.generations.filter(isFlat).length / first.generations.length,
      1,
      0,
    ),
    near(
      {
        name: "plateau-soft-utility",
        text: "the soft utility with which the plateau stall begins",
        reason: "the record has six digits",
      },
      plateau.generations.map(softOf)[0] ?? NaN,
      RECORDED.plateau,
      HALF_DIGIT,
    ),
    near(
      {
        name: "plateau-zeros",
        text: "of the generations from the first whose gradient is exactly 0 on, the share in which it is",
        reason: EXACT,
      },
      later.filter(isFlat).length / later.length,
      1,
      0,
    ),
    between(
      {
        name: "plateau-utility",
        text: "the mean U of these generations, the plateau",
        reason: `the plateau of 0.65 … 0.70, ± 4 times 0.023/√${zero.length}, the scatter of utilities of 100 replicates: a true claim fails by chance once in 16,000 times`,
      },
      mean,
      PLATEAU.least - margin,
      PLATEAU.most + margin,
    ),
    atMost(
      {
        name: "steps-back",
        text: "steps before the end at which the adjoint is exactly 0 in both stalls",
        reason:
          "not the 2000 steps stop it: the adjoint is looked at every tenth step, and is 0 at the first look",
      },
      stepsLeft([...first.generations, ...zero]),
      10,
    ),
    atLeast(
      {
        name: "closed-zeros",
        text: "with little noise and the exact clip, the share of generations whose gradient is exactly 0",
        reason: "most: trainings that begin with a gradient take some generations to lose it",
      },
      shareOfZeros(still),
      0.5,
    ),
    atLeast(
      {
        name: "closed-zeros-without-thresholds",
        text: "the same where fates are those of raw states",
        reason: "most: it is not the thresholding",
      },
      shareOfZeros(still.filter(({ fates }) => fates === "sigmoid")),
      0.5,
    ),
    near(
      {
        name: "open-zeros",
        text: "with more noise or a clip that counts as open, the share of generations whose gradient is exactly 0",
        reason: EXACT,
      },
      shareOfZeros(variants.filter((variant) => !isStill(variant))),
      0,
      0,
    ),
  ];
}
