import { LIMITS, networkSpace } from "#engine/index.js";

/** What a random configuration may ask for at most, so that a test has an end: the limits are far larger. */
export interface Bounds {
  /** Bytes of an array whose size the configuration decides. */
  readonly arrayBytes: number;
  /** About the nanoseconds that a generation, and the champion's replicates, take on one core. */
  readonly work: number;
}

/** A legal configuration, as assignments of `--set`, and how many workers it is run with. */
export interface RandomConfiguration {
  readonly assignments: readonly string[];
  readonly workers: number;
}

/** Estimators, and nanoseconds that the fitness of an individual takes by each. */
const ESTIMATORS = [
  ["plug-in", 1e4],
  ["miller-madow", 1e5],
  ["grassberger", 1e5],
  ["chao-shen", 1e5],
  ["james-stein", 1e5],
  ["nsb", 5e6],
] as const;
/** How often a size is the largest that fits: sizes that matter are met, not only small ones. */
const LARGEST = 0.3;
/** Nanoseconds that a parameter costs in preparing a network: its draw, and half a thousand evaluations for a table. */
const PREPARATION = 600;
/** Parameters of a network that takes as long as the rest of a cell-step, where it is evaluated in each. */
const PARAMETERS_OF_A_CELL_STEP = 30;

/**
 * A legal configuration with sizes up to the limits or to `bounds`, log-uniform and often as large as may be, and with
 * one step, so that it asks for much memory and for little work.
 */
export function randomConfiguration(random: () => number, { arrayBytes, work }: Bounds): RandomConfiguration {
  const below = (count: number): number => Math.trunc(random() * count);
  const pick = <T>(values: readonly T[]): T => values[below(values.length)]!;
  /** A size from `least` to the least of the others. */
  const size = (least: number, ...most: number[]): number => {
    const largest = Math.max(least, Math.trunc(Math.min(...most)));
    return random() < LARGEST ? largest : Math.trunc(least * (largest / least) ** random());
  };
  const layers = 1 + below(LIMITS.hiddenLayers);
  const hidden = Array.from({ length: layers }, () => size(1, LIMITS.hiddenSize));
  const { parameters } = networkSpace({ hidden, initial: { law: "lecun" } });
  const fates = 2 + below(LIMITS.fates - 1);
  const cells = size(1, LIMITS.cells);
  const cellsPerWord = Math.trunc(32 / (32 - Math.clz32(fates - 1)));
  const patternBytes = 4 * (Math.ceil(cells / cellsPerWord) + 1);
  const regulation = pick(["table", "direct"]);
  const replicateWork = cells * (regulation === "table" ? 1 : 1 + parameters / PARAMETERS_OF_A_CELL_STEP);
  const [estimator, scoring] = pick(ESTIMATORS);
  const individuals = Math.min(arrayBytes / (4 * parameters), work / (PREPARATION * parameters + scoring));
  const population = size(2, LIMITS.individuals, individuals);
  const patterns = Math.min(LIMITS.replicates, arrayBytes / patternBytes);
  const replicates = size(1, patterns, work / (replicateWork * population));
  // The champion is simulated at three time steps, seven times as many in all.
  const maxReplicates = size(1, patterns, work / (8 * replicateWork));
  const least = size(1, maxReplicates);
  const candidates = size(1, 1000, individuals, work / (replicateWork * least));
  return {
    workers: pick([1, 2, 4, 8]),
    assignments: [
      `model.cells=${cells}`,
      "model.dt=0.01",
      "model.duration=0.01",
      `model.thresholds=[${Array.from({ length: fates - 1 }, (_, i) => ((i + 1) / fates).toFixed(3)).join()}]`,
      // The more noise, the smaller the tables.
      `model.noiseStrength=${pick([1, 10, 100])}`,
      `model.initialSpread=${pick([0, 0.1, 0.5])}`,
      `network.hidden=[${hidden.join()}]`,
      `evaluation.replicates=${replicates}`,
      `evaluation.randomNumbers=${pick(["common", "independent"])}`,
      `evaluation.regulation=${regulation}`,
      `evaluation.estimator=${estimator}`,
      `search.strategy.population=${population}`,
      `search.strategy.parents=${size(1, population - 1)}`,
      `search.stop.generations=${1 + below(3)}`,
      `champion.candidates=${candidates}`,
      `champion.replicates=${least}`,
      `champion.maxReplicates=${maxReplicates}`,
      `run.checkpointEvery=${pick([1, 10])}`,
    ],
  };
}
