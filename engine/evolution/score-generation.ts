import type { Config } from "../config/config.js";
import { averagedScores, promotedScores, rowsOf } from "./assemble-scores.js";
import { cellStepsOf, someOf } from "../evaluation/ensemble.js";
import { scoreTimeSteps } from "./score-time-steps.js";
import type { Evaluate } from "../evaluation/tasks/evaluate.js";
import type { Scores } from "../evaluation/tasks/score.js";
import { genomeOf, type Population, rankByFitness } from "../strategies/strategy.js";
import { fitnessTask } from "./fitness-task.js";
import { type Scoring, scoringsOf } from "./scoring-plan.js";
import { type Verification, verifyTarget } from "./verify-target.js";

/** Cell-steps of a generation by what they were for; every replicate that was simulated is in one of them. */
export interface Work {
  /** First scoring of all individuals. */
  readonly scoring: number;
  /** Of those that a race promoted. */
  readonly promotion: number;
  /** Of the best, again. */
  readonly rescoring: number;
  /** Of a target, on fresh replicates. */
  readonly verification: number;
}

/** How a generation was evaluated. */
export interface ScoredGeneration {
  /** Each individual's fitness as far as it is known. */
  readonly scores: Scores;
  /** Those scored on all replicates, by index. */
  readonly promoted: readonly number[];
  readonly work: Work;
  /** Of the best individual, where its fitness came up to the target. */
  readonly verification: (Verification & { readonly individual: number }) | null;
}

/** Of some individuals the best that have a fitness, best first. */
function best(fitness: Float64Array, among: readonly number[], most: number): number[] {
  const eligible = new Set(among);
  return rankByFitness(fitness)
    .filter((individual) => eligible.has(individual) && Number.isFinite(fitness[individual]))
    .slice(0, most);
}

/** Scores with another fitness of one individual. */
function withFitness(scores: Scores, individual: number, value: number): Scores {
  const fitness = scores.fitness.slice();
  fitness[individual] = value;
  return { ...scores, fitness };
}

/**
 * Evaluates a generation: all individuals are scored; in a race on few replicates, of which the best are promoted to the
 * number asked for; the best of these are scored again; and whoever comes up to the target is verified on fresh
 * replicates, whose utility is then its fitness. Each part takes other replicates of the generation, so that what was
 * selected on one is not believed on it.
 *
 * @param replicates of a full score, which may have grown above `evaluation.replicates`
 */
export async function scoreGeneration(
  config: Config,
  generation: number,
  replicates: number,
  population: Population,
  evaluate: Evaluate,
): Promise<ScoredGeneration> {
  const { target, verification: settings } = config.search.stop;
  const work = { scoring: 0, promotion: 0, rescoring: 0, verification: 0 };
  const whole = fitnessTask(config, generation, population);
  let drawn = 0;
  const score = async (
    { part, replicates: count, timeSteps }: Scoring,
    individuals: readonly number[],
  ): Promise<Scores> => {
    const ensembles = someOf(whole.ensembles, individuals, { from: drawn, count });
    drawn += count;
    for (const each of timeSteps) work[part] += each * cellStepsOf(ensembles);
    return scoreTimeSteps({ ...whole, ensembles }, timeSteps, evaluate);
  };

  const everyone = Array.from({ length: population.individuals }, (_, individual) => individual);
  const [first, ...further] = scoringsOf(config, population.individuals, replicates);
  let promoted = everyone;
  let scores = await score(first, everyone);
  for (const scoring of further) {
    const chosen = best(scores.fitness, promoted, scoring.individuals);
    if (scoring.part === "promotion") promoted = chosen;
    if (chosen.length === 0) break;
    const again = await score(scoring, chosen);
    const known =
      scoring.part === "rescoring"
        ? averagedScores(rowsOf(scores, chosen), replicates, again, scoring.replicates)
        : again;
    scores = promotedScores(scores, chosen, known);
  }
  const [leader] = best(scores.fitness, everyone, 1);
  if (target === null || leader === undefined || scores.fitness[leader]! < target - settings.slack)
    return { scores, promoted, work, verification: null };
  const verification = await verifyTarget(config, target, generation, genomeOf(population, leader), evaluate);
  work.verification += verification.cellSteps;
  return {
    scores: withFitness(scores, leader, verification.utility ?? NaN),
    promoted,
    work,
    verification: { ...verification, individual: leader },
  };
}
