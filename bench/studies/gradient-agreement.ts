import {
  type Config,
  ensembleConditions,
  type Evaluate,
  freshKeys,
  networkSpace,
  pathwiseSeed,
  scoreSeed,
  soloPopulation,
  strategyNamed,
} from "../../engine/index.js";

/** Estimates of a gradient, each on as many replicates as one is trained with. */
export const ESTIMATES = 8;

/** What can be said of the gradients of one genome. */
export interface GradientAgreement {
  /** The longest that the adjoint ever is, to what it is at the end; Infinity where f32 has no such numbers. */
  readonly growth: number;
  /** How far back in time it is longer than a hundredth of what it is at the end. */
  readonly reach: number;
  /** Mean cosine of two independent estimates; null where one of them is 0 or not finite. */
  readonly pathwise: number | null;
  readonly score: number | null;
}

function cosine(a: Float64Array, b: Float64Array): number {
  const dot = (x: Float64Array, y: Float64Array): number =>
    x.reduce((sum, value, p) => sum + value * (y[p] ?? 0), 0);
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
}

function agreement(estimates: readonly Float64Array[]): number | null {
  const pairs = estimates.flatMap((one, i) => estimates.slice(i + 1).map((other) => cosine(one, other)));
  const mean = pairs.reduce((sum, value) => sum + value, 0) / pairs.length;
  return Number.isFinite(mean) ? mean : null;
}

/** Growth and reach of an adjoint's norms, `[time]`. */
function passage(norms: Float64Array, duration: number): Pick<GradientAgreement, "growth" | "reach"> {
  const end = norms.at(-1) ?? NaN;
  const highest = norms.reduce((most, norm) => (norm <= most ? most : norm), 0);
  const spans = norms.length - 1;
  return {
    growth: Number.isFinite(highest) ? highest / end : Infinity,
    reach: (duration * (spans - norms.findIndex((norm) => !(norm <= end / 100)))) / spans,
  };
}

/** The gradients of a genome, as the strategy of a configuration asks for them in its first generation; parameters in units of their scales. */
export async function gradientsAt(
  evaluate: Evaluate,
  seed: number,
  config: Config,
  genome: Float32Array,
): Promise<GradientAgreement> {
  const { strategy } = config.search;
  const settings = strategyNamed(strategy.name).gradient?.(strategy, 0);
  if (settings === undefined) throw new Error(`${strategy.name} follows no gradient`);
  const { scales } = networkSpace(config.network);
  const count = config.evaluation.replicates;
  const conditions = ensembleConditions(config, freshKeys(seed, "evaluate", 0));
  const pathwise: Float64Array[] = [];
  const score: Float64Array[] = [];
  const norms: Float64Array[] = [];
  const scaled = (gradient: Float64Array): Float64Array =>
    gradient.map((slope, p) => slope * (scales[p] ?? NaN));
  for (let i = 0; i < ESTIMATES; i++) {
    const replicates = { from: i * count, count };
    const ensembles = { ...conditions, population: soloPopulation(genome), replicates };
    const task = { ensembles, estimator: "plug-in", standardErrors: false } as const;
    const final = await evaluate({ kind: "states", ensembles });
    const back = await evaluate({ kind: "gradient", ensembles, seed: pathwiseSeed(task, final, settings) });
    pathwise.push(scaled(back.gradient));
    norms.push(back.adjointNorms);
    const scored = await evaluate({ kind: "gradient", ensembles, seed: scoreSeed(task, final) });
    score.push(scaled(scored.gradient));
  }
  const passages = norms.map((one) => passage(one, config.model.duration));
  return {
    growth: Math.max(...passages.map(({ growth }) => growth)),
    reach: Math.max(...passages.map(({ reach }) => reach)),
    pathwise: agreement(pathwise),
    score: agreement(score),
  };
}
