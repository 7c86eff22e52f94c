/**
 * How often a regulatory network drawn at random has a high utility already, by the law that it is drawn from.
 *
 *   npm run study:initial-law [-- --draws 20000 --seed 1]
 *
 * Networks of a law go through a funnel, as the individuals of a race do: few replicates for all, more for those that
 * pass, then finer time steps, then many replicates. Written as docs/search-initial-law.md; a function of the seed alone.
 */
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import {
  cellStepsOf,
  type Config,
  type ConfigInput,
  ensembleConditions,
  evaluateOn,
  freshKeys,
  generationKey,
  individualKey,
  type Population,
  refineTimeStep,
  resolveConfig,
  select,
} from "../../engine/index.js";
import { createBackend } from "../../kernels/index.js";
import { networkSpace } from "../../engine/network/network-space.js";

const LAWS: readonly { readonly name: string; readonly network: ConfigInput["network"] }[] = [
  { name: "lecun, hidden (8, 8, 8)", network: {} },
  { name: "wide 20 · 4 · 16, hidden (8, 8)", network: { hidden: [8, 8], initial: "wide" } },
  ...[
    { hidden: [4], steepness: 20, amplitude: 16 },
    { hidden: [4], steepness: 20, amplitude: 80 },
    { hidden: [2], steepness: 80, amplitude: 80 },
    { hidden: [4], steepness: 80, amplitude: 80 },
    { hidden: [8], steepness: 80, amplitude: 80 },
    { hidden: [4], steepness: 160, amplitude: 160 },
  ].map(({ hidden, steepness, amplitude }) => ({
    name: `wide ${steepness} · ${amplitude}, hidden (${hidden.join(", ")})`,
    network: { hidden, initial: { law: "wide", steepness, amplitude } } as const,
  })),
];

/** A stage: what passes has at least so much utility on so many replicates at each dt / part. */
const STAGES: readonly {
  readonly replicates: number;
  readonly parts: readonly number[];
  readonly least: number;
}[] = [
  { replicates: 4, parts: [1], least: 0.9 },
  { replicates: 32, parts: [1], least: 0.95 },
  { replicates: 1000, parts: [1], least: 0.98 },
  { replicates: 32, parts: [4], least: 0.95 },
  { replicates: 1000, parts: [2, 4], least: 0.98 },
];
/** Networks drawn and held at a time. */
const BATCH = 500;

const { values: options } = parseArgs({
  options: {
    draws: { type: "string", default: "20000" },
    seed: { type: "string", default: "1" },
    out: { type: "string", default: "docs/search-initial-law.md" },
  },
});
const [draws, seed] = [Number(options.draws), Number(options.seed)];
const backend = await createBackend("wasm");
const evaluate = evaluateOn(backend);

function drawn({ network }: Config, batch: number): Population {
  const space = networkSpace(network);
  const root = generationKey(seed, "genomes", batch);
  const genomes = new Float32Array(BATCH * space.parameters);
  for (let i = 0; i < BATCH; i++) genomes.set(space.draw(individualKey(root, i)), i * space.parameters);
  return { individuals: BATCH, genomes };
}

const rows: string[] = [];
for (const { name, network } of LAWS) {
  const config = resolveConfig({ seed, network });
  const passed = STAGES.map(() => 0);
  let cellSteps = 0;
  for (let batch = 0; batch * BATCH < draws; batch++) {
    let population = drawn(config, batch);
    for (const [stage, { replicates, parts, least }] of STAGES.entries()) {
      for (const part of parts) {
        if (population.individuals === 0) break;
        const conditions = ensembleConditions(
          config,
          freshKeys(seed, "evaluate", batch * STAGES.length + stage),
        );
        const ensembles = {
          ...refineTimeStep(conditions, part),
          population,
          replicates: { from: 0, count: replicates },
        };
        cellSteps += cellStepsOf(ensembles);
        const task = { kind: "score", ensembles, estimator: "plug-in", standardErrors: false } as const;
        const { fitness } = await evaluate(task);
        population = select(
          population,
          [...fitness.keys()].filter((i) => (fitness[i] ?? NaN) >= least),
        );
      }
      passed[stage] = (passed[stage] ?? 0) + population.individuals;
    }
  }
  const row = `| ${name} | ${passed.map((count) => String(count)).join(" | ")} | ${cellSteps.toExponential(1).replace("e+", "e")} |`;
  rows.push(row);
  process.stderr.write(`${row}\n`);
}
backend.dispose();

const text = [
  "# How often a network drawn at random patterns its line already",
  "",
  `Of ${draws} networks drawn from each law (lecun; wide: steepness · amplitude, or steepness · gain · amplitude), 7 cells, open`,
  "line, σ .1: how many pass each stage and all before it, and the cell-steps that it took.",
  "",
  "| law | U ≥ .9, R 4 | U ≥ .95, R 32 | **U ≥ .98, R 1000** | of these dt/4: ≥ .95, R 32 | **dt/2, dt/4: ≥ .98, R 1000** | cell-steps |",
  "|---|---|---|---|---|---|---|",
  ...rows,
  "",
].join("\n");
writeFileSync(options.out, text);
process.stdout.write(text);
