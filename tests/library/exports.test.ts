import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { figures } from "#engine/figures/library.js";
import * as engine from "#engine/library.js";
import * as kernels from "#kernels/library.js";
import { CellfateError } from "#kernels/library.js";
import { initialSearchState, runRecord } from "#engine/index.js";
import { batchOf, tanhGenome, withSteps } from "../batches.js";
import { RECORDS } from "../support/figure-records.js";
import { hasNaN, misusesOf } from "./misuse.js";

/** Misuses of a function: of most there are fewer. */
const MOST_MISUSES = process.env["CELLFATE_FULL"] === "1" ? Infinity : 500;

const { system } = withSteps(batchOf({}, [1], tanhGenome(1, 5, 0.5)), 20);
const layout = kernels.patternLayout(3, 2);
const distinct = { words: Uint32Array.of(1 << 29, 5 << 29), counts: Uint32Array.of(3, 1) };
const genome = tanhGenome(1, 5, 0.5);
const shape = { replicates: 2, cells: 2 };
const fates = [0.1, 0.9, 0.8, 0.3];
const layers = [
  { bias: [0], kernel: [[1]] },
  { bias: [0], kernel: [[1]] },
];
const line = (x: number): number => 0.5 - x;

/** A search that is over in a moment. */
const TINY: engine.ConfigInput = {
  seed: 1,
  model: { cells: 2, duration: 0.1, dt: 0.05 },
  network: { hidden: [1] },
  evaluation: { replicates: 4 },
  search: { strategy: { name: "mu-plus-lambda", population: 2, parents: 1 }, stop: { generations: 1 } },
  champion: { candidates: 1, replicates: 4, maxReplicates: 4 },
};
const config = engine.resolveConfig(TINY);
const backend = await engine.createBackend("wasm");
const evaluate = engine.evaluateOn(backend);
const strategyOptions = { seed: 1, hidden: [1], population: 2, parents: 1 };
const gradientBlocks = {
  sums: Float64Array.of(1, 2),
  squaredNorms: Float64Array.of(3),
  clipped: Float64Array.of(1),
};
const saved = engine.createStrategy("mu-plus-lambda", strategyOptions).save();
/** With a candidate of f = 0 that no individual will beat, so that the champion needs no fit, which takes long. */
const state = {
  ...initialSearchState(saved),
  candidates: [{ genome: new Float32Array(4), fitness: 9, generation: 0 }],
};
const { champion } = await engine.evolve(config, { backend });
const conditions = { system: engine.systemOf(config), keys: engine.freshKeys(1, "evaluate", 0) };
const population = { individuals: 1, genomes: genome };
const checkpoint = {
  numericsVersion: engine.NUMERICS_VERSION,
  program: "1.0.0",
  config,
  state,
  history: { lines: 0, bytes: 0 },
};

/** What is not put to misuse, and why. */
const NOT_MISUSED: Readonly<Record<string, string>> = {
  CellfateError: "misuse is told by it",
  configJsonSchema: "takes no arguments",
  describeWebGpuAdapter: "takes no arguments",
  loadKernels: "takes no arguments",
};

/** Legal arguments of every function that checks them. */
const LEGAL: Readonly<Record<string, readonly unknown[]>> = {
  assess: [conditions, population, engine.fixedPrecision(4), "plug-in", evaluate],
  cellStepsOf: [system, 2, 3],
  checkTimeStep: [conditions, genome, champion.assessment.measures, [2, 4], 4, "plug-in", evaluate],
  countPatterns: [Uint32Array.of(1, 2), layout],
  createBackend: ["reference"],
  createStrategy: ["mu-plus-lambda", strategyOptions, saved],
  decodeCheckpoint: [engine.encodeCheckpoint(checkpoint)],
  encodeCheckpoint: [checkpoint],
  ensembleMeasures: [{ distinct, layout }, { estimator: "nsb" }],
  ensembleOfPatterns: [["010", "110"], 2],
  ensembleUtility: [{ distinct, layout }, "plug-in"],
  entropyFromCounts: [[3, 1], { estimator: "nsb", categories: 4 }],
  estimateEntropy: [[3, 1], { estimator: "james-stein", categories: { logCategories: 2 } }],
  evaluateOn: [backend],
  evolve: [config, { backend, clock: () => 0, from: { config, state }, onGeneration: () => undefined }],
  fateCounts: [distinct, layout],
  fitTanh: [line],
  fitnessKeys: [1, 2, 3, "independent"],
  fixedPrecision: [4],
  flattenNetwork: [layers],
  foldIn: [[0, 1], 2],
  freshKeys: [1, "evaluate", 0],
  generationKey: [1, "noise", 0],
  genomeGradient: [system, genome, new Float64Array(512).fill(1)],
  individualKey: [[0, 1], 2],
  key: [1],
  latticeOf: [{ connectivity: "open", cells: 3 }],
  layoutOf: [system],
  leaveOneOutUtilities: [{ distinct, layout }, "plug-in"],
  lecunNormal: [[2], [0, 1]],
  lecunScales: [[2]],
  mergeGradients: [[{ drift: [], blocks: [gradientBlocks] }]],
  mergeDistinct: [[distinct, distinct], 1],
  networkSpace: [{ hidden: [2], initial: { law: "wide", steepness: 20, gain: 4, amplitude: 16 } }],
  normals: [[0, 1], 3, 0],
  packPatterns: [["010", "110"], layout],
  parameterCount: [[2, 3]],
  parseChampion: [{ ...config, generation: 1, genome: [1, 2, 3, 4] }, "champion.json"],
  parseRegulator: ["tanh:gain=5"],
  parseRunRecord: [
    runRecord({
      program: "1.0.0",
      node: "v20.19.0",
      lockFileHash: "",
      machine: { cores: 2 },
      backend: { name: "wasm", reason: "asked for" },
      workers: 2,
      at: "2026-01-01T00:00:00.000Z",
    }),
  ],
  patternCategories: [3, 2],
  patternCompositions: [distinct.words, layout],
  patternLayout: [3, 2],
  patternString: [distinct.words, 1, layout],
  plugInEntropy: [Uint32Array.of(3, 1)],
  randomBits: [[0, 1], 3],
  regulationOf: [[1], genome],
  // f = 0, which needs no fit: fits take long, and fitTanh has its own misuses.
  regulationShape: [[1], new Float32Array(4)],
  resolveCategories: [4, 2],
  resolveConfig: [TINY],
  samplingWarnings: [champion.assessment.measures, "--replicates"],
  softFates: [[0.1, 0.9], 7, [0.5]],
  softMeasures: [fates, shape, 0.5],
  softMeasuresWithGradient: [fates, shape, 0.5],
  split: [[0, 1], 2],
  stateGradient: [[1, 2, 3, 4], fates, 7, 1],
  symmetricBound: [7, 2, "open"],
  systemOf: [config],
  trajectoryFrames: [20, 2],
  unflattenNetwork: [[1], [0, 1, 0, 1]],
  utilityLandscape: [{ cells: 3, distinctPatterns: [1, 2], steepness: 7, bandwidth: 0.5 }],
  utilityStandardError: [{ distinct, layout }, "plug-in"],
  visitedAverages: [Float32Array.of(0.1, 0.9, 0.8), { connectivity: "open", cells: 3 }, 4],
  zerosOf: [line],
  ...Object.fromEntries(Object.entries(RECORDS).map(([name, records]) => [`figures.${name}`, [records]])),
};

type Callable = (...args: readonly unknown[]) => unknown;
const isFunction = (value: unknown): value is Callable => typeof value === "function";
/** For misuse, which no type allows. */
function callable(value: unknown): Callable {
  if (!isFunction(value)) throw new Error("no function");
  return value;
}

const kernelExports = new Map(Object.entries<unknown>(kernels));
/** All of the entry points; where they have a name for two functions, `engine.` before the second, and figures in one. */
const exported = [
  ...kernelExports,
  ...Object.entries<unknown>(engine)
    .filter(([name, value]) => kernelExports.get(name) !== value)
    .map(([name, value]) => [kernelExports.has(name) ? `engine.${name}` : name, value] as const),
  ...Object.entries<unknown>(figures).map(([name, value]) => [`figures.${name}`, value] as const),
];
const functions = new Map(
  exported.flatMap(([name, value]) => (isFunction(value) ? [[name, value] as const] : [])),
);

const task = {
  kind: "score",
  ensembles: { ...conditions, population, replicates: { from: 0, count: 4 } },
  estimator: "plug-in",
  standardErrors: true,
};
const { system: tiny, keys } = conditions;
const space = engine.networkSpace(config.network);

/** What they return can be called, too, with legal arguments of it. */
const RETURNED: readonly (readonly [string, Callable, readonly unknown[]])[] = [
  ["evaluateOn()", callable(evaluate), [task]],
  [
    "createBackend().simulate",
    callable(backend.simulate.bind(backend)),
    [{ system: tiny, ...population, keys, replicates: { from: 0, count: 4 }, output: "states" }],
  ],
  [
    "createBackend().differentiate",
    callable(backend.differentiate.bind(backend)),
    [
      {
        system: tiny,
        ...population,
        keys,
        replicates: { from: 0, count: 4 },
        seed: { kind: "score", weights: new Float64Array(4 * population.individuals).fill(1) },
      },
    ],
  ],
  ["networkSpace().draw", callable(space.draw.bind(space)), [[0, 1]]],
  ["networkSpace().amplify", callable(space.amplify.bind(space)), [genome, 2]],
  [
    "createStrategy().tell",
    (...args) => {
      const strategy = engine.createStrategy("mu-plus-lambda", strategyOptions);
      callable(strategy.tell.bind(strategy))(...args);
      return strategy.ask();
    },
    [{ fitness: Float64Array.of(1, 2), standardError: null }],
  ],
];

describe("the exports of the library", () => {
  it("are each put to misuse here, or take no arguments", () => {
    const known = [...Object.keys(LEGAL), ...Object.keys(NOT_MISUSED)];
    expect([...functions.keys()].sort()).toEqual(known.sort());
  });
});

describe.each([
  ...Object.entries(LEGAL).map(([name, legal]) => [name, functions.get(name)!, legal] as const),
  ...RETURNED,
])("%s", (_, call, legal) => {
  it("refuses misuse with code, where and cure, or gives numbers; then its right bits", async () => {
    const right = JSON.stringify(await call(...legal));
    const misuses = misusesOf(legal, MOST_MISUSES);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...misuses), async (args) => {
        try {
          const answer = await call(...args);
          expect(hasNaN(answer) && !hasNaN(args)).toBe(false);
        } catch (error) {
          if (!(error instanceof CellfateError)) throw error;
          expect(error.code).toMatch(/^[a-z]+\.[a-z-]+$/);
          expect(error.where, error.message).toBeTruthy();
          expect(error.cure).toBeTruthy();
        }
        expect(JSON.stringify(await call(...legal))).toBe(right);
      }),
      { examples: misuses.map((args) => [args]), numRuns: misuses.length },
    );
  });
});

describe("plugInEntropy", () => {
  it("takes 32-bit counts alone, whatever was called before", () => {
    const call = functions.get("plugInEntropy")!;
    // −¾ log2 ¾ − ¼ log2 ¼, to a rounding a term.
    expect(call(Uint32Array.of(3, 1))).toBeCloseTo(0.8112781244591328, 14);
    for (const counts of [[3, 1], Float64Array.of(3, 1)]) {
      expect(() => call(counts)).toThrow(expect.objectContaining({ code: "argument.invalid" }));
    }
    expect(engine.entropyFromCounts(Float64Array.of(3, 1))).toBeCloseTo(0.8112781244591328, 14);
  });
});
