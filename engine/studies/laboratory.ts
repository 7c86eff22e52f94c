import type { Backend } from "../../kernels/index.js";
import { trajectoryFrames } from "../../kernels/index.js";
import { parseRegulator, type Regulator } from "../analysis/regulator-spec.js";
import type { Config } from "../config/config.js";
import { overlay } from "../config/overlay.js";
import { PRESETS, type PresetName } from "../config/presets.js";
import { resolveConfig } from "../config/resolve-config.js";
import { assess, fixedPrecision } from "../evaluation/assess.js";
import { ensembleConditions, soloPopulation } from "../evaluation/ensemble.js";
import { type MeasuresReport, measuresReport } from "../evaluation/measures-report.js";
import type { Evaluate } from "../evaluation/tasks/evaluate.js";
import { type Evolution, evolveOn } from "../evolution/evolve-on.js";
import { symmetricBound } from "../information/symmetric-bound.js";
import { freshKeys } from "../random/draw-keys.js";
import {
  isRegulationRecorded,
  type RegulationRecord,
  regulationRecord,
} from "../records/regulation-record.js";

/** How much a study computes: `quick` the same on smaller sizes, which claims allow for. */
export type Effort = "full" | "quick";

/** What a study computes with. */
export interface Laboratory {
  readonly effort: Effort;
  /** Does tasks on all workers: ensembles, searches, gradients. */
  readonly evaluate: Evaluate;
  /** Simulates in this thread, for what has to be looked at step by step. */
  readonly backend: Backend;
  /** Hears what is computed next, a few words. */
  readonly begin: (what: string) => void;
}

/** States over time, as figures draw them. */
export interface Trajectories {
  readonly cells: number;
  readonly replicates: number;
  readonly times: readonly number[];
  /** `[replicate][frame][cell]` */
  readonly states: Float32Array;
}

/** The larger or the smaller of two sizes. */
export function sized<T>({ effort }: Pick<Laboratory, "effort">, full: T, quick: T): T {
  return effort === "full" ? full : quick;
}

/** A preset with changes. */
export function presetWith(name: PresetName, changes: object = {}): Config {
  return resolveConfig(overlay(PRESETS[name].config, changes));
}

/** The highest utility of a line of identical cells of a configuration's model, in bits; see {@link symmetricBound}. */
export function boundOf({ model: { cells, thresholds, boundary } }: Config): number {
  return symmetricBound(cells, thresholds.length + 1, boundary).reached;
}

/** f(s̄) = −amplitude·tanh(gain·(s̄ − centre)) as a network. */
export function tanhRegulator(gain: number, centre = 0.5, amplitude = 1): Regulator {
  const regulator = parseRegulator(`tanh:amplitude=${amplitude},gain=${gain},centre=${centre}`);
  if (regulator === undefined) throw new Error("a tanh is a regulator");
  return regulator;
}

/** The configuration under which a regulator is simulated: its network in place of the one that would be searched for. */
export function under(config: Config, { hidden }: Pick<Regulator, "hidden">): Config {
  return { ...config, network: { ...config.network, hidden: [...hidden] } };
}

/** A search, and f of the best individuals of some of its generations. */
export interface FoundBySearch extends Evolution {
  /** Of the generations that a run writes down: 0, 1, 2, 3, 4, 6, 8, 12 … */
  readonly regulations: readonly RegulationRecord[];
}

/** Makes a search from beginning to end. */
export async function search(
  { evaluate }: Pick<Laboratory, "evaluate">,
  config: Config,
): Promise<FoundBySearch> {
  const regulations: RegulationRecord[] = [];
  const evolution = await evolveOn(config, evaluate, {
    onGeneration: (record, best) => {
      if (isRegulationRecorded(record.generation))
        regulations.push(regulationRecord(config.network.hidden, record, best));
    },
  });
  return { ...evolution, regulations };
}

/** Patterns that a report lists: more than a page shows. */
const MOST_LISTED = 128;

/**
 * Measures a regulatory function on fresh replicates of the configuration's seed, with its model and estimator.
 *
 * @param draw which of the seed's independent draws; the same one for what is compared with common random numbers
 */
export async function measure(
  { evaluate, backend }: Pick<Laboratory, "evaluate" | "backend">,
  config: Config,
  genome: Float32Array,
  replicates: number,
  draw = 0,
): Promise<MeasuresReport> {
  const conditions = ensembleConditions(config, freshKeys(config.seed, "evaluate", draw));
  const population = soloPopulation(genome);
  const { estimator } = config.evaluation;
  const [assessment] = await assess(conditions, population, fixedPrecision(replicates), estimator, evaluate);
  if (assessment === undefined) throw new Error("a population of one was not assessed");
  return measuresReport(assessment, config.seed, backend.name, MOST_LISTED);
}

/** Follows replicates 0 … `replicates` − 1 of those that {@link measure} takes, a frame every `every` steps. */
export async function follow(
  { backend }: Pick<Laboratory, "backend">,
  config: Config,
  genome: Float32Array,
  { replicates, every }: { readonly replicates: number; readonly every: number },
): Promise<Trajectories> {
  const { system, keys } = ensembleConditions(config, freshKeys(config.seed, "evaluate", 0));
  const { steps, dt } = system.integrator;
  const { states } = await backend.simulate({
    system,
    individuals: 1,
    genomes: genome,
    keys,
    replicates: { from: 0, count: replicates },
    output: "trajectory",
    every,
  });
  const times = Array.from({ length: trajectoryFrames(steps, every) }, (_, frame) => frame * every * dt);
  return { cells: system.lattice.cells, replicates, times, states };
}
