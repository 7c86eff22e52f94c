import type { Visits } from "../../engine/figures/visits.js";
import type { DrawnTrajectories } from "../../engine/figures/trajectories.js";
import { workOfCellStep } from "../../engine/evaluation/work.js";
import {
  assess,
  type Assessment,
  type Backend,
  type Config,
  type DrawKeys,
  ensembleConditions,
  evaluateOn,
  fixedPrecision,
  freshKeys,
  genomeOf,
  measuresReport,
  type MeasuresReport,
  patternString,
  soloPopulation,
  strategyOf,
  type System,
  systemOf,
  visitedAverages,
} from "../../engine/index.js";
import { timesOf } from "../output/trajectories.js";

/** Replicates whose course in time is drawn, and whose patterns are. */
const DRAWN_TRAJECTORIES = 4;
const DRAWN_PATTERNS = 30;
/** Moments of a trajectory that a figure has room for. */
const MOST_FRAMES = 200;
/** States that are held at once. */
const MOST_STATES = 2_000_000;
/** Equal parts of [0, 1] in which visits are counted. */
const BINS = 100;
/** What an untrained genome is measured on. */
const MEASURED_REPLICATES = 1000;
/** Of each of the simulations of a report, in cell-steps of a tabulated f: about a second. */
const MOST_WORK = 1e8;

/** As many of `wanted` replicates of a system as there is time for. @param work in cell-steps of a tabulated f */
function affordable(system: System, wanted: number, work = MOST_WORK): number {
  const { lattice, integrator } = system;
  const room = work / (workOfCellStep(system) * lattice.cells * integrator.steps);
  return Math.min(wanted, Math.trunc(room));
}

/** What simulates a genome alone, on the draws of `cellfate evaluate`. */
function batchOf(
  config: Config,
  genome: Float32Array,
): {
  readonly system: System;
  readonly keys: DrawKeys;
  readonly individuals: 1;
  readonly genomes: Float32Array;
} {
  const keys = freshKeys(config.seed, "evaluate", 0);
  return { system: systemOf(config), keys, individuals: 1, genomes: genome };
}

/** The course of four replicates; null where simulating them would take too long. */
export async function trajectoriesOf(
  config: Config,
  genome: Float32Array,
  backend: Backend,
): Promise<DrawnTrajectories | null> {
  const batch = batchOf(config, genome);
  const { lattice, integrator } = batch.system;
  const [{ cells }, { steps }] = [lattice, integrator];
  const replicates = affordable(batch.system, DRAWN_TRAJECTORIES);
  if (replicates < DRAWN_TRAJECTORIES) return null;
  const most = Math.min(MOST_FRAMES, Math.trunc(MOST_STATES / (replicates * cells)));
  const every = Math.max(1, Math.ceil(steps / most));
  const { states } = await backend.simulate({
    ...batch,
    replicates: { from: 0, count: replicates },
    output: "trajectory",
    every,
  });
  return { cells, replicates, times: timesOf({ system: batch.system, every }), states };
}

/** Where on the axis of f cells are in every step of as many of 30 replicates as there is time and room for; null without any. */
export async function visitsOf(
  config: Config,
  genome: Float32Array,
  backend: Backend,
): Promise<Visits | null> {
  const batch = batchOf(config, genome);
  const { lattice, integrator } = batch.system;
  const room = Math.trunc(MOST_STATES / (lattice.cells * (integrator.steps + 1)));
  const replicates = Math.min(affordable(batch.system, DRAWN_PATTERNS), room);
  if (replicates === 0) return null;
  const { states } = await backend.simulate({
    ...batch,
    replicates: { from: 0, count: replicates },
    output: "trajectory",
  });
  return { replicates, shares: visitedAverages(states, lattice, BINS) };
}

/** The patterns of as many of some replicates, by default 30, as there is time for, a digit a cell. */
export async function patternsOf(
  config: Config,
  genome: Float32Array,
  backend: Backend,
  { replicates, work } = { replicates: DRAWN_PATTERNS, work: MOST_WORK },
): Promise<readonly string[]> {
  const batch = batchOf(config, genome);
  const count = affordable(batch.system, replicates, work);
  if (count === 0) return [];
  const { patterns, layout } = await backend.simulate({
    ...batch,
    replicates: { from: 0, count },
    output: "patterns",
  });
  return Array.from({ length: count }, (_, row) => patternString(patterns, row, layout));
}

/** Measures a genome on as many of 1000 replicates as there is time for; null where these say nothing. */
export async function measuresOf(
  config: Config,
  genome: Float32Array,
  backend: Backend,
): Promise<MeasuresReport | null> {
  const conditions = ensembleConditions(config, freshKeys(config.seed, "evaluate", 0));
  const replicates = affordable(conditions.system, MEASURED_REPLICATES);
  if (replicates < DRAWN_PATTERNS) return null;
  const [assessed]: readonly Assessment[] = await assess(
    conditions,
    soloPopulation(genome),
    fixedPrecision(replicates),
    config.evaluation.estimator,
    evaluateOn(backend),
  );
  return assessed?.drift.finite === true ? measuresReport(assessed, config.seed, backend.name) : null;
}

/** A genome that no search has touched: the first individual of the first generation. */
export function untrainedGenome(config: Config): Float32Array {
  return genomeOf(strategyOf(config).ask(), 0);
}

/** Whether a model is so large that simulating even a few replicates again takes too long for a page. */
export function isTooLarge(config: Config): boolean {
  return affordable(systemOf(config), DRAWN_PATTERNS) < DRAWN_PATTERNS;
}
