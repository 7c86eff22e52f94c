import {
  type Config,
  costQuantile,
  ensembleConditions,
  type Evaluate,
  freshKeys,
  networkSpace,
  pathwiseSeed,
  scoreSeed,
  soloPopulation,
  strategyNamed,
} from "../../engine/index.js";

/** Estimates of a gradient on as many replicates as one is trained with. */
export const ESTIMATES = 8;

function cosine(a: Float64Array, b: Float64Array): number {
  const dot = (x: Float64Array, y: Float64Array): number =>
    x.reduce((sum, value, p) => sum + value * (y[p] ?? 0), 0);
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
}

/** Of one genome: how much longer the adjoint is at the start than at the end, and how far independent estimates agree. */
export async function gradientsAt(
  evaluate: Evaluate,
  seed: number,
  config: Config,
  genome: Float32Array,
): Promise<Readonly<Record<"growth" | "pathwise" | "score", number>>> {
  const { strategy } = config.search;
  const settings = strategyNamed(strategy.name).gradient?.(strategy, 0);
  if (settings === undefined) throw new Error(`${strategy.name} follows no gradient`);
  const { scales } = networkSpace(config.network);
  const count = config.evaluation.replicates;
  const conditions = ensembleConditions(config, freshKeys(seed, "evaluate", 0));
  const estimates: { readonly pathwise: Float64Array[]; readonly score: Float64Array[] } = {
    pathwise: [],
    score: [],
  };
  const growths: number[] = [];
  for (let i = 0; i < ESTIMATES; i++) {
    const ensembles = {
      ...conditions,
      population: soloPopulation(genome),
      replicates: { from: i * count, count },
    };
    const task = { ensembles, estimator: "plug-in", standardErrors: false } as const;
    const final = await evaluate({ kind: "states", ensembles });
    const seeds = { pathwise: pathwiseSeed(task, final, settings), score: scoreSeed(task, final) };
    for (const name of ["pathwise", "score"] as const) {
      const { gradient, adjointNorms } = await evaluate({ kind: "gradient", ensembles, seed: seeds[name] });
      estimates[name].push(gradient.map((slope, p) => slope * (scales[p] ?? NaN)));
      if (name === "pathwise") growths.push((adjointNorms[0] ?? NaN) / (adjointNorms.at(-1) ?? NaN));
    }
  }
  const agreement = (all: readonly Float64Array[]): number => {
    const pairs = all.flatMap((one, i) => all.slice(i + 1).map((other) => cosine(one, other)));
    return pairs.reduce((sum, value) => sum + value, 0) / pairs.length;
  };
  return {
    growth: costQuantile(growths, 0.5),
    pathwise: agreement(estimates.pathwise),
    score: agreement(estimates.score),
  };
}
