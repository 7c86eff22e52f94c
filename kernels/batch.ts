import { checkArray, checkInteger, checkObject } from "./check.js";
import { LIMITS } from "./limits.js";
import type { LatticeSpec } from "./lattice.js";
import { type DistinctPatterns, type PatternLayout, patternLayout } from "./packed-patterns.js";
import type { Key } from "./random/threefry2x32.js";

/** A model as a batch names it: plain data, to which each model adds what is its own. */
export interface ModelSpec {
  /** A name of `models/models.ts`, or of the models that a backend was made with. */
  readonly name: string;
  /** Noise strength σ ≥ 0, in states per √time. */
  readonly noiseStrength: number;
  /** Ascending; a cell's fate is how many are ≤ its state, so there are `thresholds.length + 1` fates. */
  readonly thresholds: readonly number[];
}

/** How time is cut, and where it begins: Euler–Maruyama from uniform initial states. */
export interface Integrator {
  /** Number of steps; duration / dt. */
  readonly steps: number;
  /** Length of a step, in the model's unit of time. */
  readonly dt: number;
  /** Initial states are uniform on [initialLow, initialHigh] ⊂ [0, 1]. */
  readonly initialLow: number;
  readonly initialHigh: number;
}

/** What is simulated, but for the individuals: what cells do, who senses whom, and how time is cut. */
export interface System<Spec extends ModelSpec = ModelSpec> {
  readonly model: Spec;
  readonly lattice: LatticeSpec;
  readonly integrator: Integrator;
}

/** The individuals of a batch, each a model's parameters. */
export interface Individuals {
  readonly individuals: number;
  /** `[individual][parameter]`, row-major. */
  readonly genomes: Float32Array;
}

/** Drawing keys: one for all individuals (common random numbers) or one each (independent ones). */
export interface DrawKeys {
  readonly initialStates: readonly Key[];
  readonly noise: readonly Key[];
}

/** Replicates `from` … `from + count − 1`; `from + count` ≤ 2²¹. */
export interface ReplicateRange {
  readonly from: number;
  readonly count: number;
}

/** How the drift of an individual was prepared. */
export interface DriftSummary {
  /** Intervals of the table of f on [0, 1], 256 … 4096; 0 when f is evaluated in every step. */
  readonly intervals: number;
  /** Largest |Δ(dt·f)| found at the midpoints. */
  readonly error: number;
  /** The error the table had to reach; above it only at the cap of 4096 intervals. */
  readonly tolerance: number;
  /** Whether f is finite where it was looked at; an individual for which it is not is invalid. */
  readonly finite: boolean;
}

/** What a simulation may be asked for, and what it then hands back. */
export interface Outputs {
  /** Per individual the distinct patterns of the range. */
  readonly counts: { readonly counts: readonly DistinctPatterns[] };
  /** Packed patterns `[individual][replicate][wordsPerPattern]`. */
  readonly patterns: { readonly patterns: Uint32Array };
  /** The patterns, and the last states `[individual][replicate][cell]`. */
  readonly states: { readonly patterns: Uint32Array; readonly states: Float32Array };
  /** The patterns, and states `[individual][replicate][frame][cell]`; frame 0 is the initial state. */
  readonly trajectory: { readonly patterns: Uint32Array; readonly states: Float32Array };
}
export type Output = keyof Outputs;

/** One simulation: every individual, every replicate of the range, `[individual][replicate][cell]`. */
export interface SimulationBatch<
  O extends Output = Output,
  Spec extends ModelSpec = ModelSpec,
> extends Individuals {
  readonly system: System<Spec>;
  readonly keys: DrawKeys;
  readonly replicates: ReplicateRange;
  readonly output: O;
  /** Steps between the frames of a trajectory. Default 1. */
  readonly every?: number;
}

/** Plain values: what was asked for, how the drifts were prepared, how patterns are packed. */
export type SimulationResult<O extends Output = Output> = Outputs[O] & {
  /** `[individual]`. */
  readonly drift: readonly DriftSummary[];
  readonly layout: PatternLayout;
};

/** The packing of the patterns of a system. @throws CellfateError `argument.invalid` */
export function layoutOf(system: System): PatternLayout {
  checkObject(system, "system");
  const { model, lattice } = system;
  checkObject(model, "system.model");
  checkObject(lattice, "system.lattice");
  checkArray(model.thresholds, [1, LIMITS.fates - 1], "system.model.thresholds");
  return patternLayout(lattice.cells, model.thresholds.length + 1);
}

/** Work, in cell-steps: individuals × replicates × cells × steps. @throws CellfateError `argument.invalid` */
export function cellStepsOf(system: System, individuals: number, replicates: number): number {
  checkObject(system, "system");
  const { lattice, integrator } = system;
  checkObject(lattice, "system.lattice");
  checkObject(integrator, "system.integrator");
  checkInteger(lattice.cells, [1, LIMITS.cells], "system.lattice.cells");
  checkInteger(integrator.steps, [0, LIMITS.steps], "system.integrator.steps");
  checkInteger(individuals, [0, LIMITS.individuals], "individuals");
  checkInteger(replicates, [0, LIMITS.replicates], "replicates");
  return individuals * replicates * lattice.cells * integrator.steps;
}

/** σ·√dt in f32: what a standard normal is multiplied by in a step. */
export function noiseScaleOf(noiseStrength: number, dt: number): number {
  return Math.fround(noiseStrength * Math.sqrt(dt));
}

/** The drawing key of `individual`: its own, or the one that all share. */
export function keyOf(keys: readonly Key[], individual: number): Key {
  return keys.length === 1 ? keys[0]! : keys[individual]!;
}

/** Frames of a trajectory: the initial state, then one every `every` steps. @throws CellfateError `argument.invalid` */
export function trajectoryFrames(steps: number, every: number): number {
  checkInteger(steps, [0, LIMITS.steps], "steps");
  checkInteger(every, [1, LIMITS.steps], "every");
  return Math.trunc(steps / every) + 1;
}

/** Frames of states that a batch records: of a trajectory, or the last one, or none. */
export function frameCount({ system, output, every = 1 }: SimulationBatch): number {
  if (output === "trajectory") return trajectoryFrames(system.integrator.steps, every);
  return output === "states" ? 1 : 0;
}

/** The frame that the states after `step` steps are recorded as; null where they are not. */
export function frameAt({ system, output, every = 1 }: SimulationBatch, step: number): number | null {
  if (output === "trajectory") return step % every === 0 ? step / every : null;
  return output === "states" && step === system.integrator.steps ? 0 : null;
}

/** Steps from `step` to the next one after which something is recorded, or to the end: at least 1 before it. */
export function stepsToFrame({ system, output, every = 1 }: SimulationBatch, step: number): number {
  const left = system.integrator.steps - step;
  return output === "trajectory" ? Math.min(left, every - (step % every)) : left;
}
