import {
  cellStepsOf,
  type Evaluation,
  foldIn,
  type Integrator,
  key,
  type Key,
  normals,
  parameterCount,
  type RegulatedSpec,
  type SimulationBatch,
} from "../../kernels/index.js";

/** The documented evolution run: 7 cells, 2000 steps, 100 replicates, 20 individuals of (8, 8, 8). */
const MODEL: RegulatedSpec = {
  name: "regulated",
  noiseStrength: 0.1,
  thresholds: [0.5],
  hidden: [8, 8, 8],
  evaluation: "table",
};
const INTEGRATOR: Integrator = { steps: 2000, dt: 0.01, initialLow: 0.4, initialHigh: 0.6 };

export interface GenerationOptions {
  readonly steps?: number;
  readonly cells?: number;
  readonly replicates?: number;
  readonly individuals?: number;
  readonly mode?: Evaluation;
  readonly randomNumbers?: "common" | "independent";
}

/** A generation's simulation, by default that of the documented run; weights of the size that training begins with. */
export function generation(options: GenerationOptions = {}): SimulationBatch<"counts", RegulatedSpec> {
  const { replicates = 100, individuals = 20, mode = "table", randomNumbers = "common" } = options;
  const genomes = normals(key(5), individuals * parameterCount(MODEL.hidden)).map((x) => x / Math.sqrt(8));
  const keysBelow = (parent: Key): Key[] =>
    randomNumbers === "common"
      ? [foldIn(parent, 0)]
      : Array.from({ length: individuals }, (_, individual) => foldIn(parent, individual + 1));
  return {
    system: {
      model: { ...MODEL, evaluation: mode },
      lattice: { connectivity: "open", cells: options.cells ?? 7 },
      integrator: { ...INTEGRATOR, steps: options.steps ?? INTEGRATOR.steps },
    },
    individuals,
    genomes,
    keys: { initialStates: keysBelow(foldIn(key(1), 2)), noise: keysBelow(foldIn(key(1), 3)) },
    replicates: { from: 0, count: replicates },
    output: "counts",
  };
}

/** Cell-steps of a batch. */
export function cellSteps({ system, individuals, replicates }: SimulationBatch): number {
  return cellStepsOf(system, individuals, replicates.count);
}
