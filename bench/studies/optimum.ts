/**
 * How surely, and at what cost, the presets `optimum` and `robust-optimum` find the bound of 7 cells.
 *
 *   npm run study:optimum [-- --seeds 20 --first 4001 --replicates 6000]
 *
 * Every run ends as its preset says; its champion is then measured on an independent key at dt, dt/2, dt/4 and dt/10.
 * Cell-steps are those of the search, screening, promotions and verification included, without the champion's report.
 * Written as docs/search-optimum.md; all but the seconds is a function of the seeds alone.
 */
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import {
  assess,
  ensembleConditions,
  evaluateOn,
  type Evolution,
  evolve,
  fixedPrecision,
  freshKeys,
  overlay,
  PRESETS,
  type PresetName,
  refineTimeStep,
  resolveConfig,
  soloPopulation,
} from "../../engine/index.js";
import { createBackend } from "../../kernels/index.js";

const CASES: readonly {
  readonly name: string;
  readonly preset: PresetName;
  readonly model: Readonly<Record<string, unknown>>;
}[] = [
  { name: "A: open, σ .1", preset: "optimum", model: {} },
  { name: "A: open, σ .2", preset: "optimum", model: { noiseStrength: 0.2 } },
  { name: "A: pinned, σ .1", preset: "optimum", model: { boundary: "pinned" } },
  { name: "B: open, σ .1", preset: "robust-optimum", model: {} },
  { name: "B: pinned, σ .1", preset: "robust-optimum", model: { boundary: "pinned" } },
];
const PARTS = [1, 2, 4, 10];
/** What is finer is asked of no run, and known well enough from a third of the replicates. */
const LAST_ASKED = 4;
/** Of a run that succeeded, and of one that still holds at dt/10. */
const SUCCESS = 0.98;
const HOLDS = 0.975;
/** The measuring key is of a seed that no run has. */
const OTHER_SEED = 1_000_000_000;

const { values: options } = parseArgs({
  options: {
    seeds: { type: "string", default: "20" },
    first: { type: "string", default: "4001" },
    replicates: { type: "string", default: "6000" },
    out: { type: "string", default: "docs/search-optimum.md" },
  },
});
const [seeds, first, replicates] = [Number(options.seeds), Number(options.first), Number(options.replicates)];

const backend = await createBackend("wasm");
const evaluate = evaluateOn(backend);

interface Run {
  readonly seed: number;
  readonly cellSteps: number;
  readonly verification: number;
  readonly seconds: number;
  /** At dt, dt/2, dt/4 and dt/10, with the standard error. */
  readonly utilities: readonly (readonly [utility: number, standardError: number])[];
}

async function measured({ config, champion }: Evolution): Promise<Run["utilities"]> {
  const conditions = ensembleConditions(config, freshKeys(OTHER_SEED + config.seed, "evaluate", 0));
  const utilities: (readonly [number, number])[] = [];
  for (const part of PARTS) {
    const refined = refineTimeStep(conditions, part);
    const population = soloPopulation(champion.genome);
    const precision = fixedPrecision(part > LAST_ASKED ? Math.ceil(replicates / 3) : replicates);
    const [assessment] = await assess(refined, population, precision, "plug-in", evaluate);
    const { utility, standardError } = assessment?.measures ?? { utility: null, standardError: null };
    utilities.push([utility ?? NaN, standardError ?? NaN]);
  }
  return utilities;
}

async function run(preset: PresetName, model: object, seed: number): Promise<Run> {
  const config = resolveConfig(overlay(PRESETS[preset].config, { seed, model }));
  const started = performance.now();
  let verification = 0;
  const evolution = await evolve(config, {
    backend,
    onGeneration: ({ work }) => (verification += work?.verification ?? 0),
  });
  const seconds = (performance.now() - started) / 1000;
  const { cellSteps } = evolution.state;
  return { seed, cellSteps, verification, seconds, utilities: await measured(evolution) };
}

/** Between the values of a sorted list, linearly: of two middle ones the median is the mean. */
function quantile(sorted: readonly number[], share: number): number {
  const at = share * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(at)] ?? NaN, sorted[Math.ceil(at)] ?? NaN];
  return low + (at - Math.floor(at)) * (high - low);
}
const steps = (value: number): string => value.toExponential(2).replace("e+", "e");

const summary: string[] = [];
const details: string[] = [];
for (const { name, preset, model } of CASES) {
  const runs: Run[] = [];
  for (let seed = first; seed < first + seeds; seed++) {
    const one = await run(preset, model, seed);
    runs.push(one);
    const columns = one.utilities.map(([u, se]) => `${u.toFixed(4)} ± ${se.toFixed(4)}`);
    const line = `| ${name} | ${one.seed} | ${steps(one.cellSteps)} | ${steps(one.verification)} | ${columns.join(" | ")} |`;
    details.push(line);
    process.stderr.write(`${line} ${one.seconds.toFixed(1)} s\n`);
  }
  const asked = preset === "optimum" ? 1 : 3;
  const success = runs.filter((one) => one.utilities.slice(0, asked).every(([u]) => u >= SUCCESS)).length;
  const robust = runs.filter((one) => one.utilities.slice(0, 3).every(([u]) => u >= SUCCESS)).length;
  const finer = runs.filter((one) => (one.utilities[3]?.[0] ?? NaN) >= HOLDS).length;
  const cost = runs.map(({ cellSteps }) => cellSteps).sort((a, b) => a - b);
  const time = runs.map(({ seconds }) => seconds).sort((a, b) => a - b);
  const figures = [
    `${success} of ${seeds}`,
    [0.25, 0.5, 0.75].map((share) => steps(quantile(cost, share))).join(" · "),
    steps(cost[cost.length - 1] ?? NaN),
    quantile(time, 0.5).toFixed(2),
    `${robust} of ${seeds}`,
    `${finer} of ${seeds}`,
  ];
  summary.push(`| ${name} | ${figures.join(" | ")} |`);
}
backend.dispose();

const text = [
  "# The optima of 7 cells: every run",
  "",
  `Seeds ${first} … ${first + seeds - 1}, which nothing was tuned on; champions measured on ${replicates} replicates of an independent key, at dt/10 on a third.`,
  `Success is U ≥ ${SUCCESS} at dt (A), or at each of dt, dt/2 and dt/4 (B). Cell-steps are all of the search, verification included;`,
  "seconds are of one process without worker threads, the champion's report included.",
  "",
  "| case | success | cell-steps, quartiles | worst | s, median | ≥ .98 at dt, dt/2, dt/4 | ≥ .975 at dt/10 |",
  "|---|---|---|---|---|---|---|",
  ...summary,
  "",
  "| case | seed | cell-steps | of these verification | U at dt | dt/2 | dt/4 | dt/10 |",
  "|---|---|---|---|---|---|---|---|",
  ...details,
  "",
].join("\n");
writeFileSync(options.out, text);
process.stdout.write(
  `${text
    .split("\n")
    .slice(0, 8 + CASES.length)
    .join("\n")}\n`,
);
