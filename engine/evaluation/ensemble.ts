import {
  type Backend,
  type DistinctPatterns,
  type DrawKeys,
  type Key,
  type Model,
  patternLayout,
  type PatternLayout,
  type RegulationSummary,
  type ReplicateRange,
  type SimulationBatch,
} from "../../kernels/index.js";
import type { Config } from "../config/config.js";
import { kernelModel } from "../model/kernel-model.js";
import { genomeOf, type Population } from "../strategies/strategy.js";

/** Individuals `from` … `from + count − 1` of a population. */
export interface IndividualRange {
  readonly from: number;
  readonly count: number;
}

/** What individuals are simulated under, whichever they are and however often. */
export interface EnsembleConditions {
  readonly model: Model;
  readonly regulation: "table" | "direct";
  /** Sizes of the hidden layers. */
  readonly hidden: readonly number[];
  readonly keys: DrawKeys;
}

/** Ensembles to be simulated: every individual of the population, every replicate of the range. */
export interface EnsembleRequest extends EnsembleConditions {
  readonly population: Population;
  readonly replicates: ReplicateRange;
}

/** `[individual]`: how f was sampled and which patterns came out. */
export interface EnsembleResult {
  readonly regulation: readonly RegulationSummary[];
  readonly counts: readonly DistinctPatterns[];
}

/** What a configuration's individuals are simulated under, with draws from `keys`. */
export function ensembleConditions(
  { model, evaluation, network }: Config,
  keys: DrawKeys,
): EnsembleConditions {
  return { model: kernelModel(model), regulation: evaluation.regulation, hidden: network.hidden, keys };
}

/** The same with time steps `refinement` times as many and as short, and so with other draws of the noise. */
export function refineTimeStep(conditions: EnsembleConditions, refinement: number): EnsembleConditions {
  const { model } = conditions;
  return {
    ...conditions,
    model: { ...model, dt: model.dt / refinement, steps: model.steps * refinement },
  };
}

/** The packing of the patterns of a request. */
export function layoutOf({ model }: EnsembleRequest): PatternLayout {
  return patternLayout(model.cells, model.thresholds.length + 1);
}

/** The work of a request: individuals × replicates × cells × steps. */
export function cellStepsOf({ model, population, replicates }: EnsembleRequest): number {
  return population.individuals * replicates.count * model.cells * model.steps;
}

/** A part of a request, as a request. */
export function partOf(
  request: EnsembleRequest,
  individuals: IndividualRange,
  replicates: ReplicateRange,
): EnsembleRequest {
  const { from, count } = individuals;
  const parameters = request.population.genomes.length / request.population.individuals;
  const own = (keys: readonly Key[]): readonly Key[] =>
    keys.length === 1 ? keys : keys.slice(from, from + count);
  return {
    ...request,
    population: {
      individuals: count,
      genomes: request.population.genomes.subarray(from * parameters, (from + count) * parameters),
    },
    keys: { initialStates: own(request.keys.initialStates), noise: own(request.keys.noise) },
    replicates,
  };
}

/** A request as the kernels take it. */
export function batchOf(request: EnsembleRequest): SimulationBatch {
  const { model, regulation, hidden, population, keys, replicates } = request;
  return {
    model,
    regulation: { mode: regulation, hidden, ...population },
    keys,
    replicates,
    output: "counts",
  };
}

/** Simulates the ensembles of a request and counts their patterns. */
export async function simulateEnsembles(backend: Backend, request: EnsembleRequest): Promise<EnsembleResult> {
  const { regulation, counts } = await backend.simulate(batchOf(request));
  return { regulation, counts };
}

/** A population of one. */
export function soloPopulation(genome: Float32Array): Population {
  return { individuals: 1, genomes: genome };
}

/** Some individuals of a population, as a population. */
export function select(population: Population, individuals: readonly number[]): Population {
  const parameters = population.genomes.length / population.individuals;
  const genomes = new Float32Array(individuals.length * parameters);
  individuals.forEach((individual, row) => genomes.set(genomeOf(population, individual), row * parameters));
  return { individuals: individuals.length, genomes };
}
