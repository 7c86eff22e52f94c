import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as engine from "#engine/index.js";
import * as kernels from "#kernels/index.js";
import { CellfateError } from "#kernels/index.js";
import { batchOf, tanhGenome, withSteps } from "../batches.js";
import { hasNaN, misusesOf } from "./misuse.js";
import { NOT_YET_CHECKED, TOTAL } from "./unchecked.js";

/** 500 misuses a function take a minute in all; the quick size finds whatever one in fifty misuses meets. */
const RUNS = process.env["CELLFATE_FULL"] === "1" ? 500 : 200;

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

/** Legal arguments of every function that checks them. */
const LEGAL: Readonly<Record<string, readonly unknown[]>> = {
  cellStepsOf: [system, 2, 3],
  countPatterns: [Uint32Array.of(1, 2), layout],
  createStrategy: ["mu-plus-lambda", { seed: 1, hidden: [2], population: 4, parents: 2 }],
  ensembleMeasures: [{ distinct, layout }, { estimator: "nsb" }],
  ensembleOfPatterns: [["010", "110"], 2],
  ensembleUtility: [{ distinct, layout }, "plug-in"],
  entropyFromCounts: [[3, 1], { estimator: "nsb", categories: 4 }],
  estimateEntropy: [[3, 1], { estimator: "james-stein", categories: { logCategories: 2 } }],
  fateCounts: [distinct, layout],
  fitnessKeys: [1, 2, 3, "independent"],
  flattenNetwork: [layers],
  foldIn: [[0, 1], 2],
  freshKeys: [1, "evaluate", 0],
  generationKey: [1, "noise", 0],
  individualKey: [[0, 1], 2],
  key: [1],
  latticeOf: [{ connectivity: "open", cells: 3 }],
  layoutOf: [system],
  leaveOneOutUtilities: [{ distinct, layout }, "plug-in"],
  lecunNormal: [[2], [0, 1]],
  lecunScales: [[2]],
  mergeDistinct: [[distinct, distinct], 1],
  networkSpace: [[2]],
  normals: [[0, 1], 3, 0],
  packPatterns: [["010", "110"], layout],
  parameterCount: [[2, 3]],
  parseRegulator: ["tanh:gain=5"],
  patternCategories: [3, 2],
  patternCompositions: [distinct.words, layout],
  patternLayout: [3, 2],
  patternString: [distinct.words, 1, layout],
  plugInEntropy: [Uint32Array.of(3, 1)],
  randomBits: [[0, 1], 3],
  regulationOf: [[1], genome],
  regulationShape: [[1], genome],
  resolveCategories: [4, 2],
  softFates: [[0.1, 0.9], 7, [0.5]],
  softMeasures: [fates, shape, 0.5],
  softMeasuresWithGradient: [fates, shape, 0.5],
  split: [[0, 1], 2],
  stateGradient: [[1, 2, 3, 4], fates, 7, 1],
  symmetricBound: [7, 2, "open"],
  trajectoryFrames: [20, 2],
  unflattenNetwork: [[1], [0, 1, 0, 1]],
  utilityLandscape: [{ cells: 3, distinctPatterns: [1, 2], steepness: 7, bandwidth: 0.5 }],
  utilityStandardError: [{ distinct, layout }, "plug-in"],
};

type Callable = (...args: readonly unknown[]) => unknown;
const isFunction = (value: unknown): value is Callable => typeof value === "function";
const kernelExports = new Map(Object.entries<unknown>(kernels));
/** All of both entry points; where they have a name for two functions, `engine.` before the second. */
const exported = [
  ...kernelExports,
  ...Object.entries<unknown>(engine)
    .filter(([name, value]) => kernelExports.get(name) !== value)
    .map(([name, value]) => [kernelExports.has(name) ? `engine.${name}` : name, value] as const),
];
const functions = new Map(
  exported.flatMap(([name, value]) => (isFunction(value) ? [[name, value] as const] : [])),
);

describe("the exports of the library", () => {
  it("are each checked, total, or said not to be checked yet", () => {
    const known = [...Object.keys(LEGAL), ...TOTAL, ...NOT_YET_CHECKED];
    expect([...functions.keys()].sort()).toEqual(known.sort());
  });
});

describe.each(Object.entries(LEGAL))("%s", (name, legal) => {
  const call = functions.get(name)!;

  it("refuses misuse with code, where and cure, or gives numbers; then its right bits", () => {
    const right = JSON.stringify(call(...legal));
    fc.assert(
      fc.property(misusesOf(legal), (args) => {
        try {
          const answer = call(...args);
          expect(hasNaN(answer) && !hasNaN(args)).toBe(false);
        } catch (error) {
          if (!(error instanceof CellfateError)) throw error;
          expect(error.code).toMatch(/^[a-z]+\.[a-z-]+$/);
          expect(error.cure).toBeTruthy();
        }
        expect(JSON.stringify(call(...legal))).toBe(right);
      }),
      { seed: 1, numRuns: RUNS },
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
