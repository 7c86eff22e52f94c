import {
  frameCount,
  type Integrator,
  layoutOf,
  noiseScaleOf,
  type SimulationBatch,
  type System,
} from "./batch.js";
import { type Catalogue, modelAdjointOf, modelOf } from "./catalogue.js";
import {
  badArgument,
  checkArray,
  checkAscending,
  checkInteger,
  checkNumber,
  checkNumbers,
  checkObject,
  checkOneOf,
  checkTyped,
  F32,
  FINITE,
  NOT_NEGATIVE,
  POSITIVE_F32,
  type Range,
} from "./check.js";
import { CLIP_DERIVATIVES, GRADIENT_BLOCK, type GradientBatch } from "./gradient.js";
import { connectivityOf, latticeOf } from "./lattice.js";
import { LIMITS } from "./limits.js";
import { checkKey, type Key } from "./random/threefry2x32.js";

const OUTPUTS = ["counts", "patterns", "states", "trajectory"];

/** The noise of a step that a score can be of: sums of it, and its square, are within f32. */
const SCORED_NOISE: Range = [1e-18, 1e18];

function checkIntegrator(integrator: Integrator, where: string): void {
  checkObject(integrator, where);
  const { steps, dt, initialLow, initialHigh } = integrator;
  checkInteger(steps, [0, LIMITS.steps], `${where}.steps`);
  checkNumber(dt, POSITIVE_F32, `${where}.dt`);
  checkNumber(initialLow, [0, 1], `${where}.initialLow`);
  checkNumber(initialHigh, [initialLow, 1], `${where}.initialHigh`);
}

/**
 * @param where what it is called in messages
 * @throws CellfateError `model.unknown`, `lattice.unknown`; `argument.invalid` unless all that it says is of its type
 * and in its range
 */
export function checkSystem(system: System, catalogue: Catalogue, where: string): void {
  checkObject(system, where);
  const { model, lattice, integrator } = system;
  checkIntegrator(integrator, `${where}.integrator`);
  checkObject(lattice, `${where}.lattice`);
  connectivityOf(lattice, catalogue.connectivities);
  checkInteger(lattice.cells, [1, LIMITS.cells], `${where}.lattice.cells`);
  checkObject(model, `${where}.model`);
  const known = modelOf(catalogue, model);
  const { noiseStrength, thresholds } = model;
  checkNumber(noiseStrength, NOT_NEGATIVE, `${where}.model.noiseStrength`);
  if (!Number.isFinite(noiseScaleOf(noiseStrength, integrator.dt))) {
    throw badArgument(`${where}.model.noiseStrength`, "σ·√dt in the range of f32", noiseStrength);
  }
  checkArray(thresholds, [1, LIMITS.fates - 1], `${where}.model.thresholds`);
  checkNumbers(thresholds, F32, `${where}.model.thresholds`);
  checkAscending(thresholds, `${where}.model.thresholds`);
  known.check(model, latticeOf(lattice, catalogue.connectivities), `${where}.model`);
}

function checkKeys(keys: readonly Key[], individuals: number, where: string): void {
  checkArray(keys, [1, individuals], where);
  if (keys.length !== 1 && keys.length !== individuals) {
    throw badArgument(where, `one key, or one for each of ${individuals} individuals`, keys);
  }
  keys.forEach((key, i) => {
    checkKey(key, `${where}[${i}]`);
  });
}

/** What a simulation and a gradient have in common: which cells, whose, with which numbers. */
function checkSimulated(
  { system, individuals, genomes, keys, replicates }: Omit<GradientBatch, "seed">,
  catalogue: Catalogue,
): void {
  checkSystem(system, catalogue, "batch.system");
  checkInteger(individuals, [1, LIMITS.individuals], "batch.individuals");
  const parameters = modelOf(catalogue, system.model).parameterCount(system.model);
  checkTyped(genomes, Float32Array, "batch.genomes", individuals * parameters);
  checkObject(keys, "batch.keys");
  checkKeys(keys.initialStates, individuals, "batch.keys.initialStates");
  checkKeys(keys.noise, individuals, "batch.keys.noise");
  checkObject(replicates, "batch.replicates");
  const { from, count } = replicates;
  checkInteger(from, [0, LIMITS.replicates - 1], "batch.replicates.from");
  checkInteger(count, [1, LIMITS.replicates - from], "batch.replicates.count");
}

/** Bytes of the largest array of what a batch hands back, if no two patterns agree. */
function resultBytes(batch: SimulationBatch): number {
  const { system, individuals, replicates } = batch;
  const words = Math.max(layoutOf(system).wordsPerPattern, frameCount(batch) * system.lattice.cells);
  return 4 * individuals * replicates.count * words;
}

/** @param bytes of an array of results @throws CellfateError `argument.invalid` beyond what arrays can have */
export function checkResultBytes(bytes: number): void {
  if (bytes <= LIMITS.resultBytes) return;
  throw badArgument("batch.replicates.count", `results of at most ${LIMITS.resultBytes} bytes`, bytes);
}

/**
 * Whether a batch is one: every backend's simulations go through here once, so that none works on what it would
 * misread. Genomes may hold any f32: an individual whose f is not finite is told in the result.
 *
 * @throws CellfateError `model.unknown`, `lattice.unknown`; `argument.invalid` with what is wrong and where
 */
export function checkBatch(batch: SimulationBatch, catalogue: Catalogue): void {
  checkObject(batch, "batch");
  checkSimulated(batch, catalogue);
  const { output, every = 1 } = batch;
  checkOneOf(output, OUTPUTS, "batch.output");
  checkInteger(every, [1, LIMITS.steps], "batch.every");
  if (output !== "counts") checkResultBytes(resultBytes(batch));
}

/**
 * Whether a gradient's batch is one; as {@link checkBatch}. Adjoints and weights may be any finite numbers.
 *
 * @throws CellfateError `model.unknown`, `lattice.unknown`, `gradient.unsupported`; `argument.invalid` with what is wrong
 * and where
 */
export function checkGradientBatch(batch: GradientBatch, catalogue: Catalogue): void {
  checkObject(batch, "batch");
  checkSimulated(batch, catalogue);
  const { system, individuals, replicates, seed } = batch;
  modelAdjointOf(catalogue, system.model);
  if (replicates.from % GRADIENT_BLOCK !== 0) {
    throw badArgument("batch.replicates.from", `a multiple of ${GRADIENT_BLOCK}`, replicates.from);
  }
  checkObject(seed, "batch.seed");
  checkOneOf(seed.kind, ["pathwise", "score"], "batch.seed.kind");
  const ensembles = individuals * replicates.count;
  if (seed.kind === "pathwise") {
    checkTyped(seed.adjoints, Float32Array, "batch.seed.adjoints", ensembles * system.lattice.cells);
    checkNumbers(seed.adjoints, F32, "batch.seed.adjoints");
    checkOneOf(seed.clip, CLIP_DERIVATIVES, "batch.seed.clip");
  } else {
    checkTyped(seed.weights, Float64Array, "batch.seed.weights", ensembles);
    checkNumbers(seed.weights, FINITE, "batch.seed.weights");
    const noiseScale = noiseScaleOf(system.model.noiseStrength, system.integrator.dt);
    if (noiseScale < SCORED_NOISE[0] || SCORED_NOISE[1] < noiseScale) {
      const expected = `σ·√dt within ${SCORED_NOISE.join(" … ")} for a score`;
      throw badArgument("batch.system.model.noiseStrength", expected, system.model.noiseStrength);
    }
  }
}
