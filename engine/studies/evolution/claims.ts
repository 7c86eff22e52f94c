import type { FoundBySearch, Effort } from "../laboratory.js";
import { atLeast, atMost, between, type Claim, near } from "../claim.js";
import { shareOf } from "./shares.js";
import type { EvolutionFindings } from "./findings.js";

/** What the last project wrote down of its run as executed: the best fitness of the generation. */
export const RECORDED: readonly { readonly generation: number; readonly best: number }[] = [
  { generation: 0, best: 0.1119 },
  { generation: 10, best: 0.6838 },
  { generation: 100, best: 0.7245 },
  { generation: 199, best: 0.691 },
];

/** Generations over which the best fitness is averaged: that of one is a single draw of its noise. */
const LAST = 50;

/** The mean best fitness of the last generations. */
export function lateBest({ history }: FoundBySearch): number {
  const late = history.slice(-LAST).flatMap(({ best }) => best ?? []);
  return late.reduce((sum, best) => sum + best, 0) / late.length;
}

/** Bits that count as lost at a finer time step, as in the reports of runs. */
const LOST = 0.01;

/** How many champions keep their utility at dt/2 and dt/4. */
export function keptAtFinerSteps(found: readonly FoundBySearch[]): number {
  return found.filter(({ champion }) => champion.timeStep.robust).length;
}

/** Whether lines of this length have a sure pattern of period 3. */
export function isOfPeriodThree(cells: number): boolean {
  return cells % 3 === 1;
}

function plateauClaims(
  { executed, documented, uniform }: EvolutionFindings,
  effort: Effort,
): readonly Claim[] {
  const fresh = executed.measures.utility ?? NaN;
  const last = RECORDED.findLast(({ generation }) => generation < executed.history.length);
  const reason =
    "two best of 20, each with a standard deviation of at most 0.023 at 100 replicates: 4 of those of their difference";
  return [
    near(
      {
        name: "executed-best",
        text: `the best fitness of the run as executed in generation ${last?.generation ?? 0}, recorded as ${last?.best ?? NaN}`,
        reason,
      },
      executed.history[last?.generation ?? 0]?.best ?? NaN,
      last?.best ?? NaN,
      4 * Math.SQRT2 * 0.023,
    ),
    between(
      {
        name: "executed-fresh",
        text: "U of its champion on fresh replicates",
        reason:
          effort === "full"
            ? "recorded: 0.6554 from 30 replicates, and about 0.67 when scored again; the standard deviation between seeds is allowed for"
            : "a twentieth of the generations: the plateau has to be in sight",
      },
      fresh,
      effort === "full" ? 0.62 : 0.5,
      effort === "full" ? 0.72 : 0.74,
    ),
    atLeast(
      {
        name: "winners-curse",
        text: "how much higher the best fitness of a late generation is than that, on average",
        reason:
          effort === "full"
            ? "the best of 20 with standard deviations of at least 0.013 would be 0.024 high if all were alike; half of it"
            : "the champion is the best of the few generations, which still rise: it may not be far behind the mean",
      },
      lateBest(executed) - fresh,
      effort === "full" ? 0.012 : -0.2,
    ),
    between(
      {
        name: "documented-fresh",
        text: "U of the champion of the run as documented, on fresh replicates",
        reason: "the same plateau; above it stands only what is not a gentle f",
      },
      documented.champion.assessment.measures.utility ?? NaN,
      effort === "full" ? 0.62 : 0.5,
      0.76,
    ),
    between(
      {
        name: "plateau-patterns",
        text: "patterns at rest under the rule of the executed run's champion",
        reason: "the maximal independent sets of a path of 7 are 7, counted by hand",
      },
      executed.resting.length,
      7,
      7,
    ),
    atLeast(
      {
        name: "plateau-share",
        text: "the share of fresh replicates that end in one of them",
        reason:
          effort === "full"
            ? "all that have settled by time 50; one in a hundred may be on its way"
            : "a champion of few generations settles less surely",
      },
      shareOf(executed.measures, executed.resting),
      effort === "full" ? 0.99 : 0.9,
    ),
    near(
      {
        name: "plateau-uniform",
        text: "U if these 7 were equally frequent",
        reason: "H2(22/49) − log2(7)/7, rounded to six digits",
      },
      uniform,
      0.591425,
      1e-6,
    ),
  ];
}

function boundClaims({ robust, finer, settling, lines }: EvolutionFindings): readonly Claim[] {
  const least = Math.min(...finer.map(({ measures }) => measures.utility ?? NaN));
  const [ofThree, others] = [true, false].map((expected) =>
    lines
      .filter(({ cells }) => isOfPeriodThree(cells) === expected)
      .map(({ measures }) => measures.utility ?? NaN),
  );
  const [pattern = ""] = robust.measures.patterns.map((one) => one.pattern);
  return [
    ...robust.champion.timeStep.steps.map(({ dt, utility }, i) =>
      atLeast(
        {
          name: `robust-${["dt", "half", "quarter"][i] ?? i}`,
          text: `U of the champion of robust-optimum on fresh replicates at dt ${dt}`,
          reason:
            "the search stops at 0.98 with three standard errors to spare, each at least 0.0015: below 0.975 it would not have",
        },
        utility ?? NaN,
        0.975,
      ),
    ),
    atLeast(
      {
        name: "robust-finest",
        text: `its least U at time steps down to ${finer.at(-1)?.dt ?? NaN}`,
        reason: "fewer replicates, of which one in a hundred may end elsewhere",
      },
      least,
      0.93,
    ),
    between(
      {
        name: "robust-resting",
        text: "patterns at rest under its rule",
        reason: "all cells alike, and the one of period 3",
      },
      robust.resting.length,
      2,
      2,
    ),
    between(
      {
        name: "robust-is-resting",
        text: `whether its most frequent pattern, ${pattern}, is one of them`,
        reason: "1 is yes",
      },
      robust.resting.includes(pattern) ? 1 : 0,
      1,
      1,
    ),
    atLeast(
      {
        name: "settled",
        text: "the share of replicates that has settled by time 5",
        reason: "a quarter of the duration; failures are mostly unfinished settling",
      },
      settling.settled.filter((time) => time <= 5).length / settling.settled.length,
      0.97,
    ),
    atLeast(
      {
        name: "lengths",
        text: "by how much the least U of lines of 4, 7, 10, 13 and 16 cells is above the largest U of the lengths between",
        reason: "standard errors are below 0.02: more than 3 of those of the difference",
      },
      Math.min(...(ofThree ?? [])) - Math.max(...(others ?? [])),
      0.06,
    ),
  ];
}

function stepClaims({ steep }: EvolutionFindings): readonly Claim[] {
  const reached = steep.map(({ champion }) => champion.assessment.measures.utility ?? NaN);
  return [
    atLeast(
      {
        name: "steep-reach",
        text: "the least U of the champions of the preset optimum at dt",
        reason: "the search stops at 0.98 with three standard errors to spare",
      },
      Math.min(...reached),
      0.975,
    ),
    atMost(
      {
        name: "steep-keep",
        text: `how many of these ${steep.length} lose at most ${LOST} bits at dt/2 and dt/4`,
        reason: "in a study of 20 searches 1 did (docs/search.md): of 4, two or more would in 1 of 70 cases",
      },
      keptAtFinerSteps(steep),
      1,
    ),
  ];
}

/** What is claimed of the findings. */
export function claims(findings: EvolutionFindings, effort: Effort): readonly Claim[] {
  return [...plateauClaims(findings, effort), ...boundClaims(findings), ...stepClaims(findings)];
}
