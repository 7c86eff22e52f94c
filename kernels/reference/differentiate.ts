import { keyOf, noiseScaleOf } from "../batch.js";
import { type Catalogue, modelAdjointOf, modelOf } from "../catalogue.js";
import { adjointSteps, type GradientBatch, type GradientResult } from "../gradient.js";
import { type GradientRecorder, gradientRecorder, sumsWeight } from "../gradient-recorder.js";
import { type Lattice, latticeOf } from "../lattice.js";
import type { Drift, DriftAdjoint } from "../models/model.js";
import { adjointStep, isWalled, release } from "./adjoint-step.js";
import { eulerMaruyamaStep, initialStates, type Step } from "./euler-maruyama.js";

/** Which replicate of a batch. */
interface Place {
  readonly individual: number;
  readonly row: number;
}

/** Differentiates a batch, one replicate at a time; all steps of one are kept, 12 bytes a cell-step. */
export function differentiate(catalogue: Catalogue, batch: GradientBatch): GradientResult {
  const { system, individuals, genomes, replicates } = batch;
  const { model, integrator } = system;
  const known = modelOf(catalogue, model);
  const adjoint = modelAdjointOf(catalogue, model);
  const lattice = latticeOf(system.lattice, catalogue.connectivities);
  const parameters = known.parameterCount(model);
  const gradients = Array.from({ length: individuals }, (_, individual) => {
    const genome = genomes.subarray(individual * parameters, (individual + 1) * parameters);
    const { increment, summary } = known.prepare(model, integrator, genome);
    const drift = adjoint.prepare(model, integrator, genome);
    const recorder = gradientRecorder(batch, drift.size);
    for (let row = 0; row < replicates.count; row++) {
      const steps = simulate(batch, lattice, increment, { individual, row });
      reverse(batch, lattice, drift, steps, { individual, row }, recorder);
    }
    return { summary, blocks: recorder.blocks };
  });
  return {
    drift: gradients.map(({ summary }) => summary),
    blocks: gradients.map(({ blocks }) => blocks),
  };
}

/** All steps of one replicate. */
function simulate(
  batch: GradientBatch,
  lattice: Lattice,
  increment: Drift,
  { individual, row }: Place,
): Step[] {
  const { system, keys, replicates } = batch;
  const { steps, dt } = system.integrator;
  const noiseScale = noiseScaleOf(system.model.noiseStrength, dt);
  const noiseKey = keyOf(keys.noise, individual);
  const replicate = replicates.from + row;
  const initialKey = keyOf(keys.initialStates, individual);
  let states = initialStates(system.integrator, lattice.cells, initialKey, replicate);
  return Array.from({ length: steps }, (_, step) => {
    const taken = eulerMaruyamaStep(lattice, states, increment, noiseScale, noiseKey, replicate, step);
    states = taken.states;
    return taken;
  });
}

/** Records what one replicate adds. */
function reverse(
  batch: GradientBatch,
  lattice: Lattice,
  drift: DriftAdjoint,
  steps: readonly Step[],
  { individual, row }: Place,
  recorder: GradientRecorder,
): void {
  const { seed, system, replicates } = batch;
  const { cells, held } = lattice;
  const free = Array.from({ length: cells }, (_, cell) => cell).filter((cell) => !held.includes(cell));
  const sums = new Float32Array(drift.size);
  if (seed.kind === "pathwise") {
    const times = adjointSteps(steps.length);
    const at = (individual * replicates.count + row) * cells;
    let adjoints = release(lattice, seed.adjoints.slice(at, at + cells));
    for (let step = steps.length; ; step--) {
      const time = times.indexOf(step);
      if (time >= 0)
        recorder.adjoint(
          row,
          time,
          adjoints.reduce((sum, a) => sum + a * a, 0),
        );
      if (step === 0) break;
      adjoints = adjointStep(lattice, seed.clip, drift, steps[step - 1]!, adjoints, sums);
    }
  } else {
    for (const { sensed, noise } of steps) {
      release(lattice, noise.slice()).forEach((n, cell) => drift.scatter(sums, sensed[cell]!, n));
    }
  }
  const clips = steps.map(({ states }) => free.filter((cell) => isWalled(states[cell]!)).length);
  recorder.clipped(
    row,
    clips.reduce((sum, count) => sum + count, 0),
  );
  const noiseScale = noiseScaleOf(system.model.noiseStrength, system.integrator.dt);
  recorder.sums(row, sumsWeight(batch, individual, row, noiseScale), sums);
}
