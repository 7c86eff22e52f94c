import type { Config } from "../../config/config.js";
import { regulationOf } from "../../analysis/regulation-curve.js";
import { sampledRegulation } from "../../analysis/sampled-regulation.js";
import {
  ensembleConditions,
  type EnsembleConditions,
  refineTimeStep,
  select,
} from "../../evaluation/ensemble.js";
import type { MeasuresReport } from "../../evaluation/measures-report.js";
import type { TaskResult } from "../../evaluation/tasks/kinds.js";
import { checkTimeStep, REPORTED_PARTS, type TimeStepCheck } from "../../evolution/time-step-check.js";
import { drawGenome } from "../../network/initial-law.js";
import { fitnessKeys, freshKeys, generationKey, individualKey } from "../../random/draw-keys.js";
import { genomeOf, type Population } from "../../strategies/strategy.js";
import { type Laboratory, measure, presetWith, sized } from "../laboratory.js";

/** Sizes of the hidden layers of the networks of the chapter. */
export const HIDDEN = [8, 8] as const;

/** The utility that counts as found, in bits. */
export const FOUND = 0.98;
/** What of it one that holds at finer time steps may lose, in bits. */
const LOSS = 0.01;

/** The laws that weights are drawn from, as `network.initial` names them. */
export const LAWS = ["lecun", "wide"] as const;

/** Networks whose f is shown, and points of each. */
const SHOWN = 12;
const INTERVALS = 128;

/** Random networks of a law, what they do, and the best of them. */
export interface RandomNetworks {
  readonly law: (typeof LAWS)[number];
  readonly config: Config;
  /** f at evenly spaced s̄ from 0 to 1, `[network][point]`, of the first of them. */
  readonly curves: readonly (readonly number[])[];
  /** Of all networks, on few replicates, which they have in common. */
  readonly scores: TaskResult<"score">;
  readonly replicates: number;
  /** Of how many the utility is found, and of how many of these it still is at dt/4, on fresh replicates. */
  readonly found: number;
  readonly robust: number;
  /** The one of the highest utility, on fresh replicates, at finer time steps, and with f evaluated in every step. */
  readonly best: {
    readonly individual: number;
    readonly selected: number;
    readonly curve: readonly number[];
    readonly measures: MeasuresReport;
    readonly timeStep: TimeStepCheck;
    readonly direct: MeasuresReport;
  };
}

/** Fresh genomes of the law that a configuration names. */
function drawn(config: Config, individuals: number): Population {
  const { hidden, initial } = config.network;
  const parent = generationKey(config.seed, "genomes", 0);
  const genomes = Array.from({ length: individuals }, (_, individual) =>
    drawGenome(hidden, initial, individualKey(parent, individual)),
  );
  return { individuals, genomes: Float32Array.from(genomes.flatMap((genome) => [...genome])) };
}

function curveOf(genome: Float32Array): readonly number[] {
  return sampledRegulation(regulationOf(HIDDEN, genome), INTERVALS);
}

/** The place of the highest score; the first of several. */
export function highest(fitness: Float64Array): number {
  const known = fitness.map((value) => (Number.isNaN(value) ? -Infinity : value));
  return known.indexOf(Math.max(...known));
}

/** The places of all scores that are at least so high. */
export function reaching(fitness: Float64Array, least: number): readonly number[] {
  return [...fitness.keys()].filter((i) => (fitness[i] ?? NaN) >= least);
}

/** Of networks, how many still have the utility at a quarter of the time step. */
async function countRobust(
  { evaluate }: Laboratory,
  conditions: EnsembleConditions,
  population: Population,
  replicates: number,
): Promise<number> {
  if (population.individuals === 0) return 0;
  const { fitness } = await evaluate({
    kind: "score",
    ensembles: { ...refineTimeStep(conditions, 4), population, replicates: { from: 0, count: replicates } },
    estimator: "plug-in",
    standardErrors: false,
  });
  return reaching(fitness, FOUND - LOSS).length;
}

/** Draws networks of a law and measures what they do. */
export async function randomNetworks(
  laboratory: Laboratory,
  law: (typeof LAWS)[number],
): Promise<RandomNetworks> {
  const { evaluate } = laboratory;
  const config = presetWith("lateral-inhibition", { network: { hidden: HIDDEN, initial: { law } } });
  const individuals = sized(laboratory, 1000, 300);
  const replicates = sized(laboratory, 100, 50);
  const population = drawn(config, individuals);
  const scores = await evaluate({
    kind: "score",
    ensembles: {
      ...ensembleConditions(config, fitnessKeys(config.seed, 0, individuals, "common")),
      population,
      replicates: { from: 0, count: replicates },
    },
    estimator: "plug-in",
    standardErrors: false,
  });
  const fresh = sized(laboratory, 5000, 1000);
  const found = reaching(scores.fitness, FOUND);
  const conditions = ensembleConditions(config, freshKeys(config.seed, "evaluate", 1));
  const robust = await countRobust(laboratory, conditions, select(population, found), fresh / 10);
  const individual = highest(scores.fitness);
  const genome = genomeOf(population, individual);
  const measures = await measure(laboratory, config, genome, fresh);
  const direct: Config = { ...config, evaluation: { ...config.evaluation, regulation: "direct" } };
  return {
    ...{ law, config, scores, replicates, robust },
    curves: Array.from({ length: SHOWN }, (_, i) => curveOf(genomeOf(population, i))),
    found: found.length,
    best: {
      individual,
      selected: scores.fitness[individual] ?? NaN,
      curve: curveOf(genome),
      measures,
      timeStep: await checkTimeStep(
        conditions,
        genome,
        measures,
        REPORTED_PARTS,
        fresh,
        config.evaluation.estimator,
        evaluate,
      ),
      direct: await measure(laboratory, direct, genome, fresh / 5),
    },
  };
}

/** Utilities, by the plug-in, of lines without regulation: true ones are 0. */
export async function coinFlips(laboratory: Laboratory, replicates: number): Promise<Float64Array> {
  const config = presetWith("lateral-inhibition", { network: { hidden: HIDDEN } });
  const individuals = sized(laboratory, 200, 50);
  const parameters = drawn(config, 1).genomes.length;
  const { fitness } = await laboratory.evaluate({
    kind: "score",
    ensembles: {
      ...ensembleConditions(config, fitnessKeys(config.seed, 0, individuals, "independent")),
      population: { individuals, genomes: new Float32Array(individuals * parameters) },
      replicates: { from: 0, count: replicates },
    },
    estimator: "plug-in",
    standardErrors: false,
  });
  return fitness;
}
