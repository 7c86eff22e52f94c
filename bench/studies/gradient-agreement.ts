/**
 * Why training finds the plateau and not the bound: how far independent estimates of a gradient agree, of the networks that the
 * preset `gradient` begins with, and of the best of the networks that `optimum` draws.
 *
 *   npm run study:gradients [-- --seeds 20 --first 6001]
 *
 * Written as docs/gradients-agreement.md; a function of the seeds alone.
 */
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import {
  type Config,
  costQuantile,
  ensembleConditions,
  evaluateOn,
  freshKeys,
  genomeOf,
  networkSpace,
  pathwiseSeed,
  scoreSeed,
  soloPopulation,
  strategyNamed,
  strategyOf,
} from "../../engine/index.js";
import { createBackend, loadKernels } from "../../kernels/index.js";
import { DRAWN, OTHER_SEED, presetOf, SIEVE, sieved, trained } from "./trained-draws.js";

/** Estimates of a gradient, each on as many replicates as one is trained with. */
const ESTIMATES = 8;

const { values: options } = parseArgs({
  options: {
    seeds: { type: "string", default: "20" },
    first: { type: "string", default: "6001" },
    out: { type: "string", default: "docs/gradients-agreement.md" },
  },
});
const [seeds, first] = [Number(options.seeds), Number(options.first)];

await loadKernels();
const evaluate = evaluateOn(await createBackend("wasm"));

/** Independent estimates of one gradient, `[estimate][parameter]`, parameters in units of their scales. */
interface Estimates {
  readonly pathwise: readonly Float64Array[];
  readonly score: readonly Float64Array[];
}

/** Those of a genome, as the strategy of a configuration asks for them in its first generation. */
async function estimatesOf(config: Config, genome: Float32Array): Promise<Estimates> {
  const { strategy } = config.search;
  const settings = strategyNamed(strategy.name).gradient?.(strategy, 0);
  if (settings === undefined) throw new Error(`${strategy.name} follows no gradient`);
  const { scales } = networkSpace(config.network);
  const count = config.evaluation.replicates;
  const conditions = ensembleConditions(config, freshKeys(OTHER_SEED + config.seed, "evaluate", 0));
  const pathwise: Float64Array[] = [];
  const score: Float64Array[] = [];
  for (let i = 0; i < ESTIMATES; i++) {
    const replicates = { from: i * count, count };
    const ensembles = { ...conditions, population: soloPopulation(genome), replicates };
    const task = { ensembles, estimator: "plug-in", standardErrors: false } as const;
    const final = await evaluate({ kind: "states", ensembles });
    for (const [estimates, seed] of [
      [pathwise, pathwiseSeed(task, final, settings)],
      [score, scoreSeed(task, final)],
    ] as const) {
      const { gradient } = await evaluate({ kind: "gradient", ensembles, seed, variance: false });
      estimates.push(gradient.map((slope, p) => slope * (scales[p] ?? NaN)));
    }
  }
  return { pathwise, score };
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, p) => sum + value * (b[p] ?? NaN), 0);
}

/** Genomes of which some estimate is 0 throughout, or not finite; of the others the median of the mean cosine of two. */
function agreement(genomes: readonly (readonly Float64Array[])[]): string {
  const silent = genomes.filter((all) => all.some((one) => one.every((slope) => slope === 0)));
  const infinite = genomes.filter((all) => !all.every((one) => one.every(Number.isFinite)));
  const cosines = genomes
    .filter((all) => !silent.includes(all) && !infinite.includes(all))
    .map((all) => {
      const pairs = all.flatMap((one, i) =>
        all.slice(i + 1).map((other) => dot(one, other) / Math.sqrt(dot(one, one) * dot(other, other))),
      );
      return pairs.reduce((sum, value) => sum + value, 0) / pairs.length;
    });
  const median = cosines.length === 0 ? "–" : costQuantile(cosines, 0.5).toFixed(2);
  return `${silent.length} | ${infinite.length} | ${cosines.length} | ${median}`;
}

const rows: string[] = [];
for (const { name, config: of, sieve } of [
  { name: "the first that the preset `gradient` begins with", config: presetOf("gradient"), sieve: null },
  { name: `the best of ${DRAWN} draws`, config: trained({}), sieve: SIEVE },
]) {
  const all: Estimates[] = [];
  for (let seed = first; seed < first + seeds; seed++) {
    const config = { ...of, seed };
    const start = sieve === null ? undefined : await sieved(config, { ...sieve, seed }, evaluate);
    all.push(await estimatesOf(config, genomeOf(strategyOf(config, start?.saved).ask(), 0)));
  }
  rows.push(`| ${name} | pathwise | ${agreement(all.map(({ pathwise }) => pathwise))} |`);
  rows.push(`| ${name} | score function | ${agreement(all.map(({ score }) => score))} |`);
}

const text = [
  "# How far estimates of a gradient agree",
  "",
  `Seeds ${first} … ${first + seeds - 1}, one genome each; ${ESTIMATES} independent estimates of its gradient, each on the 32 replicates that it is`,
  "trained with, parameters in units of their scales. A genome counts as silent where some estimate is 0 throughout, as too large",
  "where one is more than f32 holds. Of the others, the median of the mean cosine of two estimates: 1 where noise does not matter,",
  "0 where there is nothing else.",
  "",
  "| genome | estimator | silent | too large | others | cosine |",
  "|---|---|---|---|---|---|",
  ...rows,
  "",
].join("\n");
writeFileSync(options.out, text);
process.stdout.write(`${rows.join("\n")}\n`);
