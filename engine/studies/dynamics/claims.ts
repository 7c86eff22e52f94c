import type { MeasuresReport } from "../../evaluation/measures-report.js";
import { atLeast, atMost, between, type Claim, near } from "../claim.js";
import type { Effort } from "../laboratory.js";
import { type Annealing, bestNoise } from "./annealing.js";
import type { Convergence } from "./convergence.js";
import type { Dynamics } from "./findings.js";
import type { TimeStepEffect } from "./time-steps.js";

/** A true claim about one number fails by chance once in 16,000 times. */
const STANDARD_ERRORS = 4;

/** The largest distance of the moments from what theory says of the scheme, in standard errors. */
function farthest({ steps }: Convergence): number {
  return Math.max(
    ...steps.map(({ moment, predicted, standardError }) => Math.abs(moment - predicted) / standardError),
  );
}

function ofConvergence({ inside, wall }: Dynamics["convergence"]): readonly Claim[] {
  const farReason =
    "the largest of five; that a true claim has one beyond 4 standard errors comes once in 3,000 times";
  const orderReason = (order: string): string =>
    `what theory says of the scheme at the same time steps, fitted in the same way, ± 4 standard errors; as dt → 0 it goes to ${order}`;
  return [
    atMost(
      {
        name: "variance-inside",
        text: "distance of variances inside from theory, in standard errors",
        reason: farReason,
      },
      farthest(inside),
      STANDARD_ERRORS,
    ),
    atMost(
      {
        name: "mean-at-wall",
        text: "distance of means at the wall from theory, in standard errors",
        reason: farReason,
      },
      farthest(wall),
      STANDARD_ERRORS,
    ),
    near(
      { name: "order-inside", text: "order of the scheme inside", reason: orderReason("1") },
      inside.order.order,
      inside.predictedOrder,
      STANDARD_ERRORS * inside.order.standardError,
    ),
    near(
      { name: "order-at-wall", text: "order of the scheme at a wall", reason: orderReason("½") },
      wall.order.order,
      wall.predictedOrder,
      STANDARD_ERRORS * wall.order.standardError,
    ),
  ];
}

/** The distance of two utilities in standard errors of their difference. */
function distance(one: MeasuresReport, other: MeasuresReport): number {
  const [a, b] = [one.standardError ?? NaN, other.standardError ?? NaN];
  return Math.abs((one.utility ?? NaN) - (other.utility ?? NaN)) / Math.sqrt(a * a + b * b);
}

function ofTimeSteps({ gentle, steep, found }: TimeStepEffect): readonly Claim[] {
  const [coarsest, own, ...finer] = gentle;
  const distances =
    own === undefined || coarsest === undefined
      ? []
      : finer.map(({ measures }) => distance(measures, own.measures));
  const least = Math.min(...steep.map(({ measures }) => measures.utility ?? NaN));
  return [
    atMost(
      {
        name: "gentle-time-step",
        text: "gentle f: change of U from dt 0.01 to finer, in standard errors",
        reason:
          "the largest of three, of the difference; that a true claim has one beyond 4 standard errors comes once in 5,000 times",
      },
      Math.max(...distances),
      STANDARD_ERRORS,
    ),
    atLeast(
      {
        name: "steep-utility",
        text: "steep f: U at dt 0.01, on fresh replicates",
        reason:
          "the target that ended the search; a search that is certain of it by three standard errors is wrong once in 700 times",
      },
      found.champion.assessment.measures.utility ?? NaN,
      0.98,
    ),
    atMost(
      {
        name: "steep-time-step",
        text: "steep f: the least U of the time steps",
        reason:
          "more than 30 standard errors below 0.98: what it reaches at dt 0.01 is a property of the time step, not of the equation",
      },
      least,
      0.7,
    ),
  ];
}

/** From R ≥ 100,000 replicates of another program, and the last of 4000. */
const REFERENCES = {
  quiet: { utility: 0.621, standardError: 0.0005 },
  short: { utility: 0.694, standardError: 0.0005 },
  long: { utility: 0.856, standardError: 0.0007 },
};

function ofAnnealing(
  { noises, measures, references }: Annealing,
  alternations: number,
  effort: Effort,
): readonly Claim[] {
  const longest = measures.at(-1) ?? [];
  const texts = {
    quiet: "σ 0.1, T 20",
    short: "σ 0.3, T 20",
    long: "σ 0.3, T 200",
  };
  const reason = "another program's value, ± 4 standard errors of the difference";
  const known = (["quiet", "short", "long"] as const).map((name) => {
    const [own, reference] = [references[name], REFERENCES[name]];
    const [a, b] = [own.standardError ?? NaN, reference.standardError];
    return near(
      { name: `${name}-utility`, text: `U of f = −tanh(5(s̄ − ½)), ${texts[name]}`, reason },
      own.utility ?? NaN,
      reference.utility,
      STANDARD_ERRORS * Math.sqrt(a * a + b * b),
    );
  });
  return [
    ...known,
    between(
      {
        name: "best-noise",
        text: "σ of the highest U over the longest T",
        reason:
          "inside the range, not at its ends: there U is lower by 0.2 bits and more, ten standard errors of the difference and more",
      },
      noises[bestNoise(longest)] ?? NaN,
      noises[1] ?? NaN,
      noises.at(-2) ?? NaN,
    ),
    atLeast(
      {
        name: "annealed-utility",
        text: "U at σ 0.3, T 200 over that of two alternations",
        reason:
          effort === "full"
            ? "one line in a hundred may be unfinished or in doubt"
            : "fewer replicates: two lines in a hundred",
      },
      (references.long.utility ?? NaN) / alternations,
      effort === "full" ? 0.99 : 0.98,
    ),
  ];
}

/** What is claimed of the dynamics. */
export function claims(
  { convergence, timeSteps, annealing, alternations }: Dynamics,
  effort: Effort,
): readonly Claim[] {
  return [
    ...ofConvergence(convergence),
    ...ofTimeSteps(timeSteps),
    ...ofAnnealing(annealing, alternations, effort),
  ];
}
