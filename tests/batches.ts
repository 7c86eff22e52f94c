import { foldIn, key, type Model, parameterCount, type SimulationBatch } from "#kernels/index.js";

/** The model of the preset `lateral-inhibition`. */
export const MODEL: Model = {
  cells: 7,
  boundary: "open",
  steps: 2000,
  dt: 0.01,
  noiseStrength: 0.1,
  thresholds: [0.5],
  initialLow: 0.4,
  initialHigh: 0.6,
};

/** A batch of individuals whose networks have the shape `hidden`, random numbers common and drawn from `seed`. */
export function batchOf(
  model: Partial<Model>,
  hidden: readonly number[],
  genomes: Float32Array,
  overrides: Partial<SimulationBatch> = {},
  seed = 1,
): SimulationBatch {
  return {
    model: { ...MODEL, ...model },
    regulation: { mode: "table", hidden, genomes, individuals: genomes.length / parameterCount(hidden) },
    keys: { initialStates: [foldIn(key(seed), 0)], noise: [foldIn(key(seed), 1)] },
    replicates: { from: 0, count: 8 },
    output: "states",
    ...overrides,
  };
}

/** The genome, one hidden neuron, of f(s̄) = −amplitude·tanh(gain·(s̄ − centre)). */
export function tanhGenome(amplitude: number, gain: number, centre: number): Float32Array {
  return Float32Array.of(-gain * centre, gain, 0, -amplitude);
}

/**
 * The genome, one hidden neuron, of f(s̄) = slope·(s̄ − centre), linear to f32 accuracy: the neuron sees at
 * most 2⁻¹⁰, where tanh x = x·(1 − 3.2e-7), and its inputs are scaled by powers of two, so not rounded.
 */
export function linearGenome(slope: number, centre: number): Float32Array {
  return tanhGenome(-slope * 1024, 1 / 1024, centre);
}
