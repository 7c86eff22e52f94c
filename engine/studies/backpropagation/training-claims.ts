import { atLeast, atMost, between, type Claim, near } from "../claim.js";
import type { Effort } from "../laboratory.js";
import { isLost } from "./draws.js";
import type { Backpropagation } from "./findings.js";
import { isFlat } from "./followed.js";

/** Bits that a utility may lose at finer time steps. */
const LOSS = 0.01;

/** That the training of the preset works, and that its champion is one of the equation. */
export function trainingClaims({ training, trained, bound }: Backpropagation): readonly Claim[] {
  const { assessment, timeStep } = training.champion;
  const { utility, standardError } = assessment.measures;
  const finest = timeStep.steps.at(-1);
  const error = standardError ?? NaN;
  const difference = Math.sqrt(
    error * error + (finest?.standardError ?? NaN) * (finest?.standardError ?? NaN),
  );
  return [
    near(
      {
        name: "training-zeros",
        text: "generations of the preset's training in which the gradient is exactly 0",
        reason: "exact arithmetic: the same bits on every machine",
      },
      trained.generations.filter(isFlat).length,
      0,
      0,
    ),
    between(
      {
        name: "training-utility",
        text: "U of the training's champion on fresh replicates",
        reason:
          "the plateau of 0.65 … 0.70, ± 4 standard errors: a true claim fails by chance once in 16,000 times",
      },
      utility ?? NaN,
      0.65 - 4 * error,
      0.7 + 4 * error,
    ),
    atMost(
      {
        name: "training-time-step",
        text: "what its U loses from dt to dt/4",
        reason: `${LOSS} bits, and 4 standard errors of the difference: a true claim fails by chance once in 32,000 times`,
      },
      (utility ?? NaN) - (finest?.utility ?? NaN),
      LOSS + 4 * difference,
    ),
    atMost(
      {
        name: "training-of-bound",
        text: "its U, of the bound",
        reason:
          "three quarters: 0.70 of 0.985 with a margin of ten standard errors; past it gradients do not lead",
      },
      (utility ?? NaN) / bound,
      0.75,
    ),
  ];
}

/** That gradients say little of the networks that have the bound. */
export function drawClaims({ draws: { gentle, steep } }: Backpropagation, effort: Effort): readonly Claim[] {
  return [
    atLeast(
      {
        name: "steep-lost",
        text: "of the best of many steep networks, the share whose gradient is exactly 0 or below √2 standard errors",
        reason: `half: in docs/gradients-agreement.md 18 of 20 have estimates of 0 on fewer replicates; were it nine tenths, fewer than half come by chance once in ${effort === "full" ? "1,400,000" : "780"} times`,
      },
      steep.filter(isLost).length / steep.length,
      0.5,
    ),
    near(
      {
        name: "gentle-zeros",
        text: "of the networks that the training begins with, those whose gradient is exactly 0",
        reason: "exact arithmetic: the same bits on every machine",
      },
      gentle.filter(isFlat).length,
      0,
      0,
    ),
  ];
}
