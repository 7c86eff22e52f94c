import type { Config } from "../config/config.js";
import { promotedScores, rowsOf } from "./assemble-scores.js";
import { cellStepsOf, someOf } from "../evaluation/ensemble.js";
import { scoreTimeSteps } from "./score-time-steps.js";
import type { Evaluate } from "../evaluation/tasks/evaluate.js";
import type { Scores } from "../evaluation/tasks/score.js";
import { genomeOf, type Population, rankByFitness } from "../strategies/strategy.js";
import { fitnessTask } from "./fitness-task.js";
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

/** The best individuals that have a fitness, best first. */
function best(fitness: Float64Array, most: number): number[] {
  return rankByFitness(fitness)
    .slice(0, most)
    .filter((individual) => !Number.isNaN(fitness[individual]!));
}

/** Scores with another fitness of one individual. */
function withFitness(scores: Scores, individual: number, value: number): Scores {
  const fitness = scores.fitness.slice();
  fitness[individual] = value;
  return { ...scores, fitness };
}

/** Scores of the same individuals on two sets of replicates as those of both: fitness is averaged, the rest is the second's. */
function averaged(first: Scores, before: number, second: Scores, again: number): Scores {
  const fitness = first.fitness.map(
    (value, i) => (before * value + again * second.fitness[i]!) / (before + again),
  );
  return { ...second, fitness };
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
  const { racing, rescoring, timeSteps } = config.evaluation;
  const { target, verification: settings } = config.search.stop;
  const work = { scoring: 0, promotion: 0, rescoring: 0, verification: 0 };
  const whole = fitnessTask(config, generation, population);
  let drawn = 0;
  const score = async (
    part: keyof Work,
    individuals: readonly number[],
    count: number,
    parts: readonly number[],
  ): Promise<Scores> => {
    const ensembles = someOf(whole.ensembles, individuals, { from: drawn, count });
    drawn += count;
    for (const each of parts) work[part] += each * cellStepsOf(ensembles);
    return scoreTimeSteps({ ...whole, ensembles }, parts, evaluate);
  };

  const everyone = Array.from({ length: population.individuals }, (_, individual) => individual);
  let promoted = everyone;
  let scores: Scores;
  if (racing === null) scores = await score("scoring", everyone, replicates, timeSteps);
  else {
    scores = await score("scoring", everyone, racing.replicates, timeSteps.slice(0, 1));
    promoted = best(scores.fitness, racing.promoted);
    if (promoted.length > 0)
      scores = promotedScores(scores, promoted, await score("promotion", promoted, replicates, timeSteps));
  }
  const leaders = rescoring === null ? [] : best(scores.fitness, rescoring.individuals);
  if (rescoring !== null && leaders.length > 0) {
    const again = await score("rescoring", leaders, rescoring.replicates, timeSteps);
    const known = averaged(rowsOf(scores, leaders), replicates, again, rescoring.replicates);
    scores = promotedScores(scores, leaders, known);
  }
  const [leader] = best(scores.fitness, 1);
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
