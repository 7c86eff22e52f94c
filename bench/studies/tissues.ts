/**
 * What the search of the preset `optimum` finds on lines of other lengths, and what a function found at one does at others.
 *
 *   npm run study:tissues [-- --seeds 3 --first 3001 --budget 2e9 --replicates 6000 --most 64]
 *
 * T grows with the line, 20·N/7, and so do the replicates, which few patterns' plug-in entropies need: a search on few
 * replicates of long lines sees patterns that never repeat as reproducible ones. A run ends at the symmetric bound less
 * .005 or when its budget of cell-steps is spent. Written as docs/search-tissues.md; a function of the seeds alone.
 */
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import {
  assess,
  type Assessment,
  type Champion,
  type Config,
  ensembleConditions,
  evaluateOn,
  evolve,
  fixedPrecision,
  freshKeys,
  overlay,
  patternString,
  PRESETS,
  refineTimeStep,
  resolveConfig,
  soloPopulation,
  type StopReason,
  symmetricBound,
} from "../../engine/index.js";
import { createBackend } from "../../kernels/index.js";

const ALL_SIZES = [4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 22, 31, 64];
/** Lines whose functions are tried on others. */
const GIVERS = [7, 10, 11, 13, 15, 16, 22, 31];
const OTHER_SEED = 1_000_000_000;

const { values: options } = parseArgs({
  options: {
    seeds: { type: "string", default: "3" },
    first: { type: "string", default: "3001" },
    budget: { type: "string", default: "2e9" },
    replicates: { type: "string", default: "6000" },
    most: { type: "string", default: "64" },
    out: { type: "string", default: "docs/search-tissues.md" },
  },
});
const [seeds, first, budget] = [Number(options.seeds), Number(options.first), Number(options.budget)];
const replicates = Number(options.replicates);
const SIZES = ALL_SIZES.filter((cells) => cells <= Number(options.most));
const TAKERS = SIZES.filter((cells) => cells <= 31);
const backend = await createBackend("wasm");
const evaluate = evaluateOn(backend);

interface Run {
  readonly config: Config;
  readonly champion: Champion;
  readonly stopReason: StopReason;
  readonly cellSteps: number;
  readonly assessment: Assessment;
}

const boundOf = (cells: number): number => symmetricBound(cells, 2, "open").reached;

function configOf(cells: number, seed: number): Config {
  const duration = Math.round((2000 * cells) / 7) / 100;
  const scored = Math.max(32, 8 * cells);
  const screened = Math.max(4, Math.ceil(cells / 2));
  const { population, parents } = { population: 128, parents: 3 };
  const perGeneration = (population * screened + 2 * parents * scored) * cells * duration * 100;
  return resolveConfig(
    overlay(PRESETS.optimum.config, {
      seed,
      model: { cells, duration },
      network: { hidden: [8] },
      evaluation: { replicates: scored, racing: { replicates: screened } },
      search: {
        stop: {
          target: boundOf(cells) - 0.005,
          generations: Math.max(1, Math.trunc(budget / perGeneration)),
          verification: { replicates: Math.max(2000, 300 * cells), slack: 0.002 },
        },
      },
    }),
  );
}

async function measured(
  config: Config,
  genome: Float32Array,
  part: number,
  count: number,
): Promise<Assessment> {
  const conditions = ensembleConditions(config, freshKeys(OTHER_SEED + config.seed, "evaluate", 0));
  const refined = refineTimeStep(conditions, part);
  const [assessment] = await assess(
    refined,
    soloPopulation(genome),
    fixedPrecision(count),
    "plug-in",
    evaluate,
  );
  if (assessment === undefined) throw new Error("one individual has one assessment");
  return assessment;
}

const steps = (value: number): string => value.toExponential(1).replace("e+", "e");
const number = (value: number | null | undefined): string => value?.toFixed(4) ?? "–";

const rows: string[] = [];
const found = new Map<number, Float32Array>();
for (const cells of SIZES) {
  const bound = boundOf(cells);
  const runs: Run[] = [];
  for (let seed = first; seed < first + seeds; seed++) {
    const config = configOf(cells, seed);
    const { champion, state, stopReason } = await evolve(config, { backend });
    const assessment = await measured(config, champion.genome, 1, replicates);
    runs.push({ config, champion, stopReason, cellSteps: state.cellSteps, assessment });
  }
  const utilityOf = ({ assessment }: Run): number => assessment.measures.utility ?? -Infinity;
  const best = runs.reduce((a, b) => (utilityOf(b) > utilityOf(a) ? b : a));
  found.set(cells, best.champion.genome);
  const { measures, ensemble } = best.assessment;
  const finer = await measured(best.config, best.champion.genome, 4, replicates);
  const order = [...ensemble.distinct.counts.keys()].sort(
    (a, b) => (ensemble.distinct.counts[b] ?? 0) - (ensemble.distinct.counts[a] ?? 0),
  );
  const [most = 0] = order;
  const share = (100 * (ensemble.distinct.counts[most] ?? 0)) / replicates;
  const row = [
    cells,
    number(bound),
    `${number(measures.utility)} ± ${number(measures.standardError)}`,
    number(measures.estimators["miller-madow"]?.utility),
    `${(100 * ((measures.utility ?? NaN) / bound)).toFixed(1)} %`,
    runs.filter(({ stopReason }) => stopReason === "target").length,
    runs.map(utilityOf).map(number).join(" · "),
    runs.map(({ cellSteps }) => steps(cellSteps)).join(" · "),
    `\`${patternString(ensemble.distinct.words, most, ensemble.layout)}\` ${share.toFixed(0)} %, ${measures.distinctPatterns} in all`,
    number(finer.measures.utility),
  ];
  rows.push(`| ${row.join(" | ")} |`);
  process.stderr.write(`${row.join(" | ")}\n`);
}

const transfers: string[] = [];
for (const giver of GIVERS) {
  const genome = found.get(giver);
  if (genome === undefined) continue;
  const utilities = [];
  for (const cells of TAKERS) {
    const { measures } = await measured(configOf(cells, first), genome, 1, Math.min(1000, replicates));
    utilities.push(number(measures.utility));
  }
  transfers.push(`| ${giver} | ${utilities.join(" | ")} |`);
}
backend.dispose();

const text = [
  "# Lines of other lengths",
  "",
  `The search of the preset \`optimum\` with hidden (8), T = 20·N/7, open line, σ .1: ${seeds} seeds a length, each until the bound less .005`,
  `is held or ${steps(budget)} cell-steps are spent. Champions on ${replicates} replicates of an independent key; the best of the seeds in full.`,
  "",
  "| N | bound | best U | by Miller–Madow | of the bound | reached | U of each seed | cell-steps of each | most frequent pattern | the best at dt/4 |",
  "|---|---|---|---|---|---|---|---|---|---|",
  ...rows,
  "",
  "What the best function of one length does at others, U on 1000 replicates:",
  "",
  `| found at N | ${TAKERS.join(" | ")} |`,
  `|---|${TAKERS.map(() => "---|").join("")}`,
  ...transfers,
  "",
].join("\n");
writeFileSync(options.out, text);
process.stdout.write(text);
