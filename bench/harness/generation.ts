import {
  foldIn,
  key,
  type Key,
  type Model,
  normals,
  parameterCount,
  type SimulationBatch,
} from "../../kernels/index.js";

/** The documented evolution run: 7 cells, 2000 steps, 100 replicates, 20 individuals of (8, 8, 8). */
const MODEL: Model = {
  cells: 7,
  boundary: "open",
  steps: 2000,
  dt: 0.01,
  noiseStrength: 0.1,
  thresholds: [0.5],
  initialLow: 0.4,
  initialHigh: 0.6,
};
const HIDDEN: readonly number[] = [8, 8, 8];

export interface GenerationOptions {
  readonly steps?: number;
  readonly cells?: number;
  readonly replicates?: number;
  readonly individuals?: number;
  readonly mode?: "table" | "direct";
  readonly randomNumbers?: "common" | "independent";
}

/** A generation's simulation, by default that of the documented run; weights of the size that training begins with. */
export function generation(options: GenerationOptions = {}): SimulationBatch {
  const { replicates = 100, individuals = 20, mode = "table", randomNumbers = "common" } = options;
  const model = { ...MODEL, cells: options.cells ?? MODEL.cells, steps: options.steps ?? MODEL.steps };
  const genomes = normals(key(5), individuals * parameterCount(HIDDEN)).map((x) => x / Math.sqrt(8));
  const keysBelow = (parent: Key): Key[] =>
    randomNumbers === "common"
      ? [foldIn(parent, 0)]
      : Array.from({ length: individuals }, (_, individual) => foldIn(parent, individual + 1));
  return {
    model,
    regulation: { mode, hidden: HIDDEN, genomes, individuals },
    keys: { initialStates: keysBelow(foldIn(key(1), 2)), noise: keysBelow(foldIn(key(1), 3)) },
    replicates: { from: 0, count: replicates },
    output: "counts",
  };
}

/** Cell-steps of a batch: individuals × replicates × cells × steps. */
export function cellSteps({ model, regulation, replicates }: SimulationBatch): number {
  return regulation.individuals * replicates.count * model.cells * model.steps;
}
