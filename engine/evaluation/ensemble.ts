import {
  type Backend,
  cellStepsOf as cellStepsOfSystem,
  type DistinctPatterns,
  type DrawKeys,
  type DriftSummary,
  type Key,
  type ReplicateRange,
  type SimulationBatch,
  type System,
} from "../../kernels/index.js";
import type { Config } from "../config/config.js";
import { refined, systemOf } from "../models/system.js";
import { genomeOf, type Population } from "../strategies/strategy.js";

/** Individuals `from` … `from + count − 1` of a population. */
export interface IndividualRange {
  readonly from: number;
  readonly count: number;
}

/** What individuals are simulated under, whichever they are and however often. */
export interface EnsembleConditions {
  readonly system: System;
  readonly keys: DrawKeys;
}

/** Ensembles to be simulated: every individual of the population, every replicate of the range. */
export interface EnsembleRequest extends EnsembleConditions {
  readonly population: Population;
  readonly replicates: ReplicateRange;
}

/** `[individual]`: how the drift was prepared and which patterns came out. */
export interface EnsembleResult {
  readonly drift: readonly DriftSummary[];
  readonly counts: readonly DistinctPatterns[];
}

/** What a configuration's individuals are simulated under, with draws from `keys`. */
export function ensembleConditions(config: Config, keys: DrawKeys): EnsembleConditions {
  return { system: systemOf(config), keys };
}

/** The same with time steps `refinement` times as many and as short, and so with other draws of the noise. */
export function refineTimeStep({ system, keys }: EnsembleConditions, refinement: number): EnsembleConditions {
  return { system: refined(system, refinement), keys };
}

/** The work of a request: individuals × replicates × cells × steps. */
export function cellStepsOf({ system, population, replicates }: EnsembleRequest): number {
  return cellStepsOfSystem(system, population.individuals, replicates.count);
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

/** The part of a request that is about some individuals, in this order. */
export function someOf(
  request: EnsembleRequest,
  individuals: readonly number[],
  replicates: ReplicateRange,
): EnsembleRequest {
  const own = (keys: readonly Key[]): readonly Key[] =>
    keys.length === 1 ? keys : individuals.map((individual) => keys[individual]!);
  return {
    ...request,
    population: select(request.population, individuals),
    keys: { initialStates: own(request.keys.initialStates), noise: own(request.keys.noise) },
    replicates,
  };
}

/** A request as the kernels take it. */
export function batchOf({
  system,
  population,
  keys,
  replicates,
}: EnsembleRequest): SimulationBatch<"counts"> {
  return { system, ...population, keys, replicates, output: "counts" };
}

/** Simulates the ensembles of a request and counts their patterns. */
export async function simulateEnsembles(backend: Backend, request: EnsembleRequest): Promise<EnsembleResult> {
  const { drift, counts } = await backend.simulate(batchOf(request));
  return { drift, counts };
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
