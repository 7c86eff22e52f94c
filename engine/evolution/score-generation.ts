import type { Config } from "../config/config.js";
import { averagedScores, promotedScores, rowsOf } from "./assemble-scores.js";
import { cellStepsOf, someOf } from "../evaluation/ensemble.js";
import { scoreTimeSteps } from "./score-time-steps.js";
import type { Evaluate } from "../evaluation/tasks/evaluate.js";
import type { Scores } from "../evaluation/tasks/score.js";
import type { GradientSettings } from "../gradient/gradient-settings.js";
import { strategyNamed } from "../strategies/registry.js";
import { type Evaluation, genomeOf, type Population, rankByFitness } from "../strategies/strategy.js";
import { differentiate, eased } from "./differentiate.js";
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
  /** Of gradients, where the strategy is told them: passes back and of scores, none of which is a simulation. */
  readonly adjoint?: number;
}

/** How a generation was evaluated. */
export interface ScoredGeneration {
  /** Each individual's fitness as far as it is known. */
  readonly scores: Scores;
  /** `[individual][parameter]`; null where the strategy is told none. */
  readonly gradient: Float64Array | null;
  /** Those scored on all replicates, by index. */
  readonly promoted: readonly number[];
  readonly work: Work;
  /** Of the best individual, where its fitness came up to the target. */
  readonly verification: (Verification & { readonly individual: number }) | null;
}

/** What a strategy is told of a generation. */
export function evaluationOf({
  scores: { fitness, standardError },
  gradient,
}: Pick<ScoredGeneration, "scores" | "gradient">): Evaluation {
  return { fitness, standardError, ...(gradient === null ? {} : { gradient }) };
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

/** A generation before its best is verified. */
type Unverified = Omit<ScoredGeneration, "verification">;

function everyoneOf({ individuals }: Population): number[] {
  return Array.from({ length: individuals }, (_, individual) => individual);
}

/** All scorings of a generation, see `scoringsOf`. */
async function scoreByPlan(
  config: Config,
  generation: number,
  replicates: number,
  population: Population,
  evaluate: Evaluate,
): Promise<Unverified> {
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

  const [first, ...further] = scoringsOf(config, population.individuals, replicates);
  let promoted = everyoneOf(population);
  let scores = await score(first, promoted);
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
  return { scores, gradient: null, promoted, work };
}

/** All individuals scored once, with their gradients on the same replicates. */
async function scoreByGradient(
  config: Config,
  generation: number,
  replicates: number,
  population: Population,
  settings: GradientSettings,
  evaluate: Evaluate,
): Promise<Unverified> {
  const { ensembles, ...task } = fitnessTask(config, generation, population);
  const range = { from: 0, count: replicates };
  const own = { ...ensembles, replicates: range, system: eased(ensembles.system, settings) };
  const { scores, gradient, adjointCellSteps } = await differentiate(
    { ...task, ensembles: own },
    settings,
    evaluate,
  );
  const work = { scoring: cellStepsOf(own), promotion: 0, rescoring: 0, verification: 0 };
  return {
    scores,
    gradient,
    promoted: everyoneOf(population),
    work: { ...work, adjoint: adjointCellSteps },
  };
}

/**
 * Evaluates a generation: all individuals are scored; in a race on few replicates, of which the best are promoted to the
 * number asked for; the best of these are scored again; and whoever comes up to the target is verified on fresh
 * replicates, whose utility is then its fitness. Each part takes other replicates of the generation, so that what was
 * selected on one is not believed on it. A strategy that follows gradients has all scored once, with these.
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
  const { strategy, stop } = config.search;
  const settings = strategyNamed(strategy.name).gradient?.(strategy, generation);
  const generationOf = [config, generation, replicates, population] as const;
  const scored =
    settings === undefined
      ? await scoreByPlan(...generationOf, evaluate)
      : await scoreByGradient(...generationOf, settings, evaluate);
  const { scores, work } = scored;
  const [leader] = best(scores.fitness, everyoneOf(population), 1);
  if (
    stop.target === null ||
    leader === undefined ||
    scores.fitness[leader]! < stop.target - stop.verification.slack
  )
    return { ...scored, verification: null };
  const genome = genomeOf(population, leader);
  const verification = await verifyTarget(config, stop.target, generation, genome, evaluate);
  return {
    ...scored,
    scores: withFitness(scores, leader, verification.utility ?? NaN),
    work: { ...work, verification: verification.cellSteps },
    verification: { ...verification, individual: leader },
  };
}
