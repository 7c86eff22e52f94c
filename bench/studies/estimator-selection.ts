/**
 * What evolution selects at N = 20 cells and R = 100 replicates, by the estimator of its fitness.
 *
 *   npm run study:estimator-selection [-- --seeds 5 --generations 30]
 *
 * For each condition, estimator and seed (the same for all) it evolves a network, takes the individual with the best
 * fitness of the last generations, and measures it again on many fresh replicates. Writes
 * docs/estimator-study.md. The numbers are a function of the options alone; three minutes on one core.
 */
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import {
  assess,
  CellfateError,
  type Config,
  type ConfigInput,
  createBackend,
  ensembleConditions,
  type EstimatorName,
  evaluateOn,
  evolve,
  fixedPrecision,
  freshKeys,
  resolveConfig,
  soloPopulation,
} from "../../engine/index.js";

const CELLS = 20;
const REPLICATES = 100;
/** Enough for NSB even on pure chance: 30,000²/2²¹ = 430 coincidences. */
const FRESH_REPLICATES = 30_000;
/** Below this utility a regulatory function does as good as nothing. */
const NOISE = 0.15;

const CONDITIONS: Readonly<
  Record<string, { readonly says: string; readonly model: Partial<Config["model"]> }>
> = {
  "strong noise": { says: "σ = 0.4, T = 2", model: { noiseStrength: 0.4, duration: 2 } },
  "little time": { says: "σ = 0.1, T = 1", model: { noiseStrength: 0.1, duration: 1 } },
  easy: { says: "σ = 0.1, T = 5", model: { noiseStrength: 0.1, duration: 5 } },
};

/** One search: fitness of the best individual, and its utility on fresh replicates; NaN if none had a fitness. */
interface Row {
  readonly condition: string;
  readonly estimator: string;
  readonly seed: number;
  readonly selected: number;
  readonly fresh: number;
  readonly error: number;
}

const { values: options } = parseArgs({
  options: {
    seeds: { type: "string", default: "5" },
    generations: { type: "string", default: "30" },
    conditions: { type: "string", default: Object.keys(CONDITIONS).join() },
    estimators: { type: "string", default: "plug-in,grassberger,chao-shen,nsb" },
    out: { type: "string", default: "docs/estimator-study.md" },
  },
});
const [seeds, generations] = [Number(options.seeds), Number(options.generations)];
const conditions = options.conditions.split(",");
const estimators = options.estimators.split(",") as EstimatorName[];
const backend = await createBackend("wasm");

async function search(condition: string, estimator: EstimatorName, seed: number): Promise<Row> {
  const input: ConfigInput = {
    seed,
    model: { cells: CELLS, dt: 0.02, ...CONDITIONS[condition]?.model },
    evaluation: { replicates: REPLICATES, estimator },
    search: { stop: { generations } },
    champion: { candidates: 1, replicates: REPLICATES, maxReplicates: REPLICATES },
  };
  const config = resolveConfig(input);
  const nothing = { condition, estimator, seed, selected: NaN, fresh: NaN, error: NaN };
  try {
    const { champion } = await evolve(config, { backend });
    const [assessment] = await assess(
      ensembleConditions(config, freshKeys(seed, "evaluate", 0)),
      soloPopulation(champion.genome),
      fixedPrecision(FRESH_REPLICATES),
      "nsb",
      evaluateOn(backend),
    );
    return {
      ...nothing,
      selected: champion.selectedFitness,
      fresh: assessment?.measures.utility ?? NaN,
      error: assessment?.measures.standardError ?? NaN,
    };
  } catch (error) {
    if (error instanceof CellfateError && error.code === "search.no-champion") return nothing;
    throw error;
  }
}

const show = (x: number): string => (Number.isFinite(x) ? x.toFixed(4).replace("-", "−") : "–");
const mean = (values: readonly number[]): number => values.reduce((sum, x) => sum + x, 0) / values.length;

const rows: Row[] = [];
for (const condition of conditions) {
  for (const estimator of estimators) {
    for (let seed = 1; seed <= seeds; seed++) rows.push(await search(condition, estimator, seed));
    console.error(`${condition}, ${estimator}: done`);
  }
}
backend.dispose();

const of = (condition: string, estimator: string): Row[] =>
  rows.filter((row) => row.condition === condition && row.estimator === estimator);
/** Mean ± standard error, over the seeds that both have a value for, of what the estimator gains over the first. */
function gain(condition: string, estimator: string): string {
  const first = of(condition, estimators[0] ?? estimator);
  const gains = of(condition, estimator)
    .map((row, i) => row.fresh - (first[i]?.fresh ?? NaN))
    .filter(Number.isFinite);
  const average = mean(gains);
  const squares = gains.reduce((sum, x) => sum + (x - average) ** 2, 0);
  return `${show(average)} ± ${show(Math.sqrt(squares / (gains.length - 1) / gains.length))}`;
}
const summary = conditions.flatMap((condition) =>
  estimators.map((estimator, i) => {
    const found = of(condition, estimator).filter(({ fresh }) => Number.isFinite(fresh));
    const [selected, fresh] = [mean(found.map((row) => row.selected)), mean(found.map((row) => row.fresh))];
    const bred = found.filter((row) => row.fresh < NOISE).length;
    const cells = [show(selected), show(fresh), show(selected - fresh), `${bred} of ${seeds}`];
    return `| ${condition} | \`${estimator}\` | ${cells.join(" | ")} | ${i === 0 ? "" : gain(condition, estimator)} |`;
  }),
);
const lines = [
  "# Which estimator evolution should select by",
  "",
  `The default search (μ+λ, 5 of 20, mutation step 0.1) for ${generations} generations on an open line of N = ${CELLS} cells with`,
  `R = ${REPLICATES} replicates and dt = 0.02, ${seeds} seeds, the same for every estimator of the fitness. The individual with the best`,
  `fitness of the last ten generations is then measured on ${FRESH_REPLICATES} fresh replicates by NSB, which is accurate there even for`,
  "pure chance. *Selected* is what its fitness claimed, *fresh* what it is; means over seeds.",
  "",
  ...conditions.map((condition) => `- **${condition}**: ${CONDITIONS[condition]?.says ?? ""}`),
  "",
  `| condition | estimator | selected | fresh | gap | fresh below ${NOISE} | fresh gain, paired by seed |`,
  "| :-- | :-- | --: | --: | --: | --: | --: |",
  ...summary,
  "",
  "## What it teaches",
  "",
  "Coin flips of 20 cells read 1 − log2(100)/20 = 0.6678 by plug-in from 100 replicates, 0.576 by Grassberger and 0.332 by",
  "Chao–Shen; their utility is 0. Where nothing that evolution meets early has a true utility above that, selection by these",
  "estimators breeds noise: most searches under *strong noise* and *little time* end at exactly these values, and a gap of two",
  "thirds of a bit. NSB has no value for a sample without a coincidence: such individuals have no fitness and rank last, and",
  "those that have one are told apart well enough to climb. So with far fewer replicates than 2^(N/2), use",
  "`evaluation.estimator: nsb`.",
  "",
  "Three limits. A search by plug-in escapes the noise when luck offers it something better than 0.6678 early, so a good end",
  "does not vouch for the estimator. Where good regulatory functions are found at once (*easy*), every estimator finds them, and",
  "plug-in only claims too much. And NSB is not free of the winner's curse, the best of 20 noisy fitnesses being too high by any",
  "estimator, nor does it always get anywhere in 30 generations; what it selects is measured again on fresh replicates like",
  "everything else.",
  "",
  "## Every search",
  "",
  "| condition | estimator | seed | selected | fresh | ± |",
  "| :-- | :-- | --: | --: | --: | --: |",
  ...rows.map(
    ({ condition, estimator, seed, selected, fresh, error }) =>
      `| ${condition} | \`${estimator}\` | ${seed} | ${show(selected)} | ${show(fresh)} | ${show(error)} |`,
  ),
  "",
  `Made by \`npm run study:estimator-selection -- --seeds ${seeds} --generations ${generations}\`.`,
];
writeFileSync(options.out, `${lines.join("\n")}\n`);
