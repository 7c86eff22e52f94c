import type { Backend } from "../backend.js";
import {
  frameAt,
  keyOf,
  layoutOf,
  noiseScaleOf,
  type Output,
  type SimulationBatch,
  type SimulationResult,
} from "../batch.js";
import { type Catalogue, CATALOGUE, modelOf } from "../catalogue.js";
import { latticeOf } from "../lattice.js";
import { packPattern } from "../patterns.js";
import { recorderOf } from "../recorder.js";
import { countPatterns } from "./count-patterns.js";
import { differentiate } from "./differentiate.js";
import { eulerMaruyamaStep, initialStates } from "./euler-maruyama.js";

/** The oracle: plain TypeScript, one replicate at a time, slow and readable. */
export function createReferenceBackend(catalogue: Catalogue = CATALOGUE): Backend {
  return {
    name: "reference",
    info: { device: "plain TypeScript", deterministic: true },
    simulate: (batch) => Promise.resolve(simulate(catalogue, batch)),
    differentiate: (batch) => Promise.resolve(differentiate(catalogue, batch)),
    dispose: () => undefined,
  };
}

function simulate<O extends Output>(catalogue: Catalogue, batch: SimulationBatch<O>): SimulationResult<O> {
  const { system, individuals, genomes, keys, replicates } = batch;
  const { integrator } = system;
  const model = modelOf(catalogue, system.model);
  const lattice = latticeOf(system.lattice, catalogue.connectivities);
  const layout = layoutOf(system);
  const thresholds = Float32Array.from(system.model.thresholds);
  const noiseScale = noiseScaleOf(system.model.noiseStrength, integrator.dt);
  const parameters = model.parameterCount(system.model);
  const recorder = recorderOf(batch, (words) => countPatterns(words, layout));
  const drift = [];

  for (let individual = 0; individual < individuals; individual++) {
    const genome = genomes.subarray(individual * parameters, (individual + 1) * parameters);
    const { increment, summary } = model.prepare(system.model, integrator, genome);
    drift.push(summary);
    const noiseKey = keyOf(keys.noise, individual);
    const patterns = new Uint32Array(replicates.count * layout.wordsPerPattern);

    for (let row = 0; row < replicates.count; row++) {
      const replicate = replicates.from + row;
      let states = initialStates(integrator, lattice.cells, keyOf(keys.initialStates, individual), replicate);
      for (let step = 0; ; step++) {
        const frame = frameAt(batch, step);
        if (frame !== null) recorder.states(individual, row, frame).set(states);
        if (step === integrator.steps) break;
        ({ states } = eulerMaruyamaStep(lattice, states, increment, noiseScale, noiseKey, replicate, step));
      }
      packPattern(patterns, row, layout, (cell) => thresholds.filter((t) => t <= states[cell]!).length);
    }
    recorder.patterns(individual, { from: 0, count: replicates.count }, patterns);
  }
  return { ...recorder.finish(), drift, layout };
}
