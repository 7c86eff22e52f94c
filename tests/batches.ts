import {
  type Evaluation,
  foldIn,
  type Integrator,
  key,
  type Output,
  parameterCount,
  type RegulatedSpec,
  type SimulationBatch,
  type System,
} from "#kernels/index.js";

/** The numbers of a system of networks, flat, but for the networks' shape. */
export interface FlatModel extends Integrator {
  readonly cells: number;
  readonly boundary: string;
  readonly noiseStrength: number;
  readonly thresholds: readonly number[];
}

/** The model of the preset `lateral-inhibition`. */
export const MODEL: FlatModel = {
  cells: 7,
  boundary: "open",
  steps: 2000,
  dt: 0.01,
  noiseStrength: 0.1,
  thresholds: [0.5],
  initialLow: 0.4,
  initialHigh: 0.6,
};

/** A batch of networks. */
export type NetworkBatch<O extends Output> = SimulationBatch<O, RegulatedSpec>;

/** The system of networks of the shape `hidden`, tabulated. */
function networkSystem(model: Partial<FlatModel>, hidden: readonly number[]): System<RegulatedSpec> {
  const { cells, boundary, noiseStrength, thresholds, ...integrator } = { ...MODEL, ...model };
  return {
    model: { name: "regulated", noiseStrength, thresholds, hidden, evaluation: "table" },
    lattice: { connectivity: boundary, cells },
    integrator,
  };
}

/**
 * A batch of individuals whose networks have the shape `hidden`, random numbers common and drawn from `seed`; the output
 * is the states unless overridden.
 */
export function batchOf<O extends Output>(
  model: Partial<FlatModel>,
  hidden: readonly number[],
  genomes: Float32Array,
  overrides: Partial<NetworkBatch<O>> & { readonly output: O },
  seed?: number,
): NetworkBatch<O>;
export function batchOf(
  model: Partial<FlatModel>,
  hidden: readonly number[],
  genomes: Float32Array,
  overrides?: Partial<NetworkBatch<"states">>,
  seed?: number,
): NetworkBatch<"states">;
export function batchOf(
  model: Partial<FlatModel>,
  hidden: readonly number[],
  genomes: Float32Array,
  overrides: Partial<NetworkBatch<Output>> = {},
  seed = 1,
): NetworkBatch<Output> {
  return {
    system: networkSystem(model, hidden),
    individuals: genomes.length / parameterCount(hidden),
    genomes,
    keys: { initialStates: [foldIn(key(seed), 0)], noise: [foldIn(key(seed), 1)] },
    replicates: { from: 0, count: 8 },
    output: "states",
    ...overrides,
  };
}

/** The same batch with f by a table, or by the network itself in every step. */
export function evaluatedBy<O extends Output>(
  batch: NetworkBatch<O>,
  evaluation: Evaluation,
): NetworkBatch<O> {
  const { system } = batch;
  return { ...batch, system: { ...system, model: { ...system.model, evaluation } } };
}

/** The same batch with another number of steps. */
export function withSteps<O extends Output>(batch: NetworkBatch<O>, steps: number): NetworkBatch<O> {
  const { system } = batch;
  return { ...batch, system: { ...system, integrator: { ...system.integrator, steps } } };
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
