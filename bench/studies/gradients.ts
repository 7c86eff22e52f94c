/**
 * Evolution against gradients on one budget of cell-steps, on the open line of 7 with σ .1 and T 20: to the plateau, U ≥ .65,
 * and to the bound, U ≥ .98.
 *
 *   npm run study:gradients [-- --seeds 20 --first 6001 --replicates 3000]
 *
 * A pass back costs as many cell-steps as the simulation, and is counted like it. A search has reached a utility when the best
 * individual of a generation has it on fresh replicates of an independent key, which are not counted. Written as
 * docs/gradients-budget.md; a function of the seeds alone.
 */
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import {
  assess,
  chooseChampion,
  type Config,
  costQuantile,
  ensembleConditions,
  evaluateOn,
  evaluationOf,
  fixedPrecision,
  freshKeys,
  generationKey,
  individualKey,
  networkSpace,
  proposalOf,
  rankByFitness,
  Search,
  soloPopulation,
  strategyOf,
} from "../../engine/index.js";
import { createBackend, loadKernels, normals } from "../../kernels/index.js";
import { DRAWN, forwardOf, OTHER_SEED, presetOf, SIEVE, sieved, TRAINED, trained } from "./trained-draws.js";

const PLATEAU = { target: 0.65, budget: 2.8e8 };
const BOUND = { target: 0.98, budget: 1e8 };
/** Who may have reached a target is measured: on few replicates fitness is off by less. */
const SLACK = 0.1;
const { values: options } = parseArgs({
  options: {
    seeds: { type: "string", default: "20" },
    first: { type: "string", default: "6001" },
    replicates: { type: "string", default: "3000" },
    out: { type: "string", default: "docs/gradients-budget.md" },
  },
});
const [seeds, first, replicates] = [Number(options.seeds), Number(options.first), Number(options.replicates)];

await loadKernels();
const evaluate = evaluateOn(await createBackend("wasm"));

interface Run {
  readonly seed: number;
  /** Cell-steps until the target was reached, passes back included. */
  readonly reached: number | null;
  /** All of it, and of these passes back. */
  readonly cellSteps: number;
  readonly adjoint: number;
  /** Of the champion at the end. */
  readonly utility: number | null;
}

interface Case {
  readonly name: string;
  readonly config: Config;
  /** Where its starts come from: a search of one generation, whose best they are. */
  readonly sieve?: Config;
  /** Told directions drawn at random in place of gradients, which then cost nothing. */
  readonly blind?: boolean;
}

async function freshUtility(config: Config, genome: Float32Array, generation: number): Promise<number> {
  const conditions = ensembleConditions(config, freshKeys(OTHER_SEED + config.seed, "evaluate", generation));
  const population = soloPopulation(genome);
  const [assessment] = await assess(conditions, population, fixedPrecision(replicates), "plug-in", evaluate);
  return assessment?.measures.utility ?? NaN;
}

/** Directions of no meaning, as many as gradients, every one as likely in units of the parameters' scales. */
function randomDirections(config: Config, generation: number, gradient: Float64Array | null): Float64Array {
  const { scales } = networkSpace(config.network);
  const drawKey = individualKey(generationKey(OTHER_SEED + config.seed, "genomes", generation), 0);
  return Float64Array.from(
    normals(drawKey, gradient?.length ?? 0),
    (value, i) => value / (scales[i % scales.length] ?? NaN),
  );
}

/** A search until it has reached the target, or to the end of the budget. */
async function run(
  { config: of, sieve, blind = false }: Case,
  seed: number,
  limit: typeof BOUND,
): Promise<Run> {
  const config = { ...of, seed };
  const start = sieve === undefined ? undefined : await sieved(config, { ...sieve, seed }, evaluate);
  const strategy = strategyOf(config, start?.saved);
  const search = new Search(config, proposalOf(strategy));
  let [cellSteps, adjoint] = [start?.cellSteps ?? 0, 0];
  let reached: number | null = null;
  for (let generation = 0; ; generation++) {
    const scored = await search.score(evaluate);
    const back = blind ? 0 : (scored.work.adjoint ?? 0);
    const cost = forwardOf(scored.work) + back;
    if (cellSteps + cost > limit.budget) break;
    cellSteps += cost;
    adjoint += back;
    const [leader] = rankByFitness(scored.scores.fitness);
    const near = leader !== undefined && (scored.scores.fitness[leader] ?? 0) >= limit.target - SLACK;
    if (near && reached === null) {
      const genome = search.genome(leader);
      if ((await freshUtility(config, genome, generation)) >= limit.target) reached = cellSteps;
    }
    search.record(scored, 0);
    const gradient = blind ? randomDirections(config, generation, scored.gradient) : scored.gradient;
    strategy.tell(evaluationOf({ ...scored, gradient }));
    search.advance(proposalOf(strategy));
    if (reached !== null && limit === BOUND) break;
  }
  const champion = await chooseChampion(config, search.state, evaluate);
  const utility = await freshUtility(config, champion.genome, search.state.generation);
  return { seed, reached, cellSteps, adjoint, utility };
}

const TO_PLATEAU: readonly Case[] = [
  { name: "preset `gradient`", config: presetOf("gradient") },
  { name: "preset `lateral-inhibition`, (μ+λ)", config: presetOf("lateral-inhibition") },
];
const TO_BOUND: readonly Case[] = [
  {
    name: "preset `optimum`",
    config: presetOf("optimum", { search: { stop: { target: null } } }),
  },
  { name: `${DRAWN} draws a generation, the best ${TRAINED} raced`, config: SIEVE },
  { name: "preset `gradient`", config: presetOf("gradient") },
  { name: "preset `gradient`, wide law", config: trained({}) },
  ...(["pathwise", "score-function", "combined"] as const).map((estimator) => ({
    name: `${DRAWN} draws, the best ${TRAINED} trained: ${estimator}`,
    config: trained({ estimator, learningRate: 0.03, patience: null }),
    sieve: SIEVE,
  })),
  {
    name: `${DRAWN} draws, the best ${TRAINED} moved at random`,
    config: trained({ learningRate: 0.03, patience: null }),
    sieve: SIEVE,
    blind: true,
  },
];

const inSteps = (value: number): string =>
  Number.isFinite(value) ? value.toExponential(2).replace("e+", "e") : "–";
const costs = (runs: readonly Run[]): number[] => runs.map(({ reached }) => reached ?? Infinity);

const summary: string[] = [];
const details: string[] = [];
for (const [limit, cases] of [
  [PLATEAU, TO_PLATEAU],
  [BOUND, TO_BOUND],
] as const) {
  for (const one of cases) {
    const runs: Run[] = [];
    for (let seed = first; seed < first + seeds; seed++) {
      const done = await run(one, seed, limit);
      runs.push(done);
      const { reached, cellSteps, adjoint, utility } = done;
      const row = [one.name, seed, inSteps(reached ?? Infinity), inSteps(cellSteps), inSteps(adjoint)];
      details.push(`| ${limit.target} | ${row.join(" | ")} | ${utility?.toFixed(4) ?? "–"} |`);
      process.stderr.write(`${details.at(-1) ?? ""}\n`);
    }
    const row = [
      one.name,
      `${runs.filter(({ reached }) => reached !== null).length} of ${seeds}`,
      [0.25, 0.5, 0.75].map((share) => inSteps(costQuantile(costs(runs), share))).join(" · "),
      inSteps(Math.max(...costs(runs))),
      `${runs.filter(({ utility }) => utility !== null && utility >= limit.target).length} of ${seeds}`,
    ];
    summary.push(`| ${limit.target} | ${inSteps(limit.budget)} | ${row.join(" | ")} |`);
  }
}

const text = [
  "# Evolution against gradients: every run",
  "",
  `Seeds ${first} … ${first + seeds - 1}, which nothing was tuned on; open line of 7, σ .1, T 20. A search has reached a utility when the best of a`,
  `generation has it on ${replicates} fresh replicates of an independent key, which are not counted; cell-steps are all of the search, passes`,
  `back included. To ${PLATEAU.target} searches use up the budget, to ${BOUND.target} they end when they are there. The champion is the best of the last`,
  "ten generations, chosen as a run chooses it.",
  "",
  "| U | budget | search | reached | cell-steps, quartiles | worst | champion has U |",
  "|---|---|---|---|---|---|---|",
  ...summary,
  "",
  "| U | search | seed | cell-steps to U | all | of these passes back | champion |",
  "|---|---|---|---|---|---|---|",
  ...details,
  "",
].join("\n");
writeFileSync(options.out, text);
process.stdout.write(`${summary.join("\n")}\n`);
