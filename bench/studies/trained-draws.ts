import {
  type Config,
  type Evaluate,
  genomeOf,
  overlay,
  PRESETS,
  type PresetName,
  proposalOf,
  rankByFitness,
  resolveConfig,
  Search,
  strategyOf,
  type StrategyState,
  type Work,
} from "../../engine/index.js";

/** What is drawn at once, and how many of these are trained. */
export const [DRAWN, TRAINED] = [64, 4];
/** The measuring key is of a seed that no run has. */
export const OTHER_SEED = 1_000_000_000;

/** A preset with changes. */
export function presetOf(name: PresetName, changes: object = {}): Config {
  return resolveConfig(overlay(PRESETS[name].config, changes));
}

const { network } = presetOf("optimum");

/** Training by gradients of the networks that `optimum` draws, with other options. */
export function trained(strategy: object): Config {
  return presetOf("gradient", { network, search: { strategy } });
}

/** Draws, of which a race promotes as many as are then trained. */
export const SIEVE: Config = resolveConfig({
  network,
  evaluation: { replicates: 32, racing: { replicates: 4, promoted: TRAINED } },
  search: { strategy: { name: "random", population: DRAWN } },
});

/** Cell-steps that are simulated, without passes back. */
export function forwardOf({ scoring, promotion, rescoring, verification }: Work): number {
  return scoring + promotion + rescoring + verification;
}

/** The best of a generation of draws as the starts of a strategy, and what they cost. */
export async function sieved(
  config: Config,
  sieve: Config,
  evaluate: Evaluate,
): Promise<{ readonly saved: StrategyState; readonly cellSteps: number }> {
  const strategy = strategyOf(sieve);
  const { scores, work } = await new Search(sieve, proposalOf(strategy)).score(evaluate);
  const best = rankByFitness(scores.fitness).slice(0, TRAINED);
  const points = best.flatMap((individual) => [...genomeOf(strategy.ask(), individual)]);
  const saved = strategyOf(config).save();
  const { shape } = saved.arrays["points"] ?? { shape: [] };
  const arrays = { ...saved.arrays, points: { shape, data: Float64Array.from(points) } };
  return { saved: { ...saved, arrays }, cellSteps: forwardOf(work) };
}
