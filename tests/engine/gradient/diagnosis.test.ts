import { beforeAll, describe, expect, it } from "vitest";
import { type Backend, createBackend, key } from "#kernels/index.js";
import {
  type Config,
  type ConfigInput,
  diagnoseGradients,
  type Evaluate,
  evaluateOn,
  evolve,
  followTraining,
  type GenerationRecord,
  type GradientDiagnosis,
  fitnessTask,
  networkSpace,
  resolveConfig,
  scoreGeneration,
  type ScoreTask,
  soloPopulation,
  strategyOf,
} from "#engine/index.js";
import { antitheticGradient } from "#engine/gradient/diagnosis/antithetic.js";
import { cosineOf, estimateSummary } from "#engine/gradient/diagnosis/estimate.js";
import { saturatedShare } from "#engine/gradient/diagnosis/fate-saturation.js";
import { kernelSensitivity } from "#engine/gradient/diagnosis/kernel-sensitivity.js";
import { globalNorm } from "#engine/gradient/clip-norm.js";

const SMALL: ConfigInput = {
  seed: 5,
  model: { cells: 3, duration: 1, dt: 0.02 },
  network: { hidden: [3] },
  evaluation: { replicates: 70 },
  search: { strategy: { name: "gradient", population: 2 }, stop: { generations: 4 } },
  champion: { replicates: 20, standardError: 1, maxReplicates: 20 },
};

function small(changes: ConfigInput["model"], strategy: object = {}, replicates = 70): Config {
  return resolveConfig({
    ...SMALL,
    model: { ...SMALL.model, ...changes },
    evaluation: { replicates },
    search: { strategy: { name: "gradient", ...strategy }, stop: { generations: 1 } },
  });
}

let backend: Backend;
let evaluate: Evaluate;
beforeAll(async () => {
  backend = await createBackend("wasm");
  evaluate = evaluateOn(backend);
  return () => {
    backend.dispose();
  };
});

/** Diagnoses the first individual of the first generation. */
function diagnosedStart(config: Config): Promise<GradientDiagnosis> {
  const { replicates } = config.evaluation;
  async function* subjects() {
    yield { generation: 0, population: strategyOf(config).ask(), individual: 0 };
  }
  return diagnoseGradients(config, subjects(), { replicates, pairs: 2 }, evaluate);
}

describe("the summary of an estimate", () => {
  it("is its norm, and that over the root of the variance where it is known", () => {
    const gradient = Float64Array.of(3, 4);
    expect(estimateSummary({ gradient, variance: 4 })).toEqual({ norm: 5, signalToNoise: 2.5 });
    for (const variance of [NaN, 0]) expect(estimateSummary({ gradient, variance }).signalToNoise).toBe(null);
  });

  it("has a cosine with another unless one of them is 0 or missing", () => {
    const estimate = (...gradient: number[]) => ({ gradient: Float64Array.from(gradient), variance: 1 });
    // Products and roots of small numbers: a few units of the last place.
    expect(cosineOf(estimate(2, 0), estimate(3, 3))).toBeCloseTo(Math.SQRT1_2, 15);
    expect(cosineOf(estimate(1, 2), estimate(-2, -4))).toBeCloseTo(-1, 15);
    expect(cosineOf(estimate(0, 0), estimate(1, 0))).toBe(null);
    expect(cosineOf(null, estimate(1, 0))).toBe(null);
  });
});

describe("the sensitivity of the kernel", () => {
  const shape = { replicates: 3, cells: 2 };
  const z = Float64Array.of(0, 0, 0, 0, 0, 1);

  it("is its mean between replicates, and hardly anything left of its gradient where it is too narrow or too wide", () => {
    const differing = Math.exp(-1 / (2 * 0.25));
    const { mean, gradientLeft } = kernelSensitivity(z, shape, 0.5);
    // A mean of three exponentials.
    expect(mean).toBeCloseTo((1 + 2 * differing) / 3, 14);
    expect(gradientLeft).toBeGreaterThan(0.1);
    expect(gradientLeft).toBeLessThanOrEqual(1);
    // e^−200 times 1/bandwidth², beside the order of 1 at bandwidth ½.
    expect(kernelSensitivity(z, shape, 0.05).gradientLeft).toBeLessThan(1e-80);
    // The forces fall with 1/bandwidth².
    expect(kernelSensitivity(z, shape, 1000).gradientLeft).toBeLessThan(1e-5);
  });

  it("has no gradient to leave where the replicates agree, and no mean of one", () => {
    expect(kernelSensitivity(new Float64Array(6), shape, 0.5)).toEqual({ mean: 1, gradientLeft: null });
    expect(kernelSensitivity(Float64Array.of(0, 1), { replicates: 1, cells: 2 }, 0.5)).toEqual({
      mean: null,
      gradientLeft: null,
    });
  });
});

describe("the share of saturated cells", () => {
  it("counts those whose slope is below a hundredth at every threshold", () => {
    // 4·z·(1 − z) of .5 is 1, of .002 it is .008.
    expect(saturatedShare(Float64Array.of(0.5, 0.002, 0.998, 0.3), 1)).toBe(0.5);
    expect(saturatedShare(Float64Array.of(0.5, 0.002, 0.998, 0.001), 2)).toBe(0.5);
    expect(saturatedShare(null, 1)).toBe(0);
  });
});

describe("the antithetic estimate", () => {
  it("is unbiased for a linear utility, with the variance that it measures", async () => {
    const config = small({});
    const space = networkSpace(config.network);
    const slopes = Float64Array.from({ length: space.parameters }, (_, p) => Math.sin(p));
    const genome = new Float32Array(space.parameters);
    /** A score that is linear in the genome. Cast, as it answers no other task and of a score says the fitness alone. */
    const linear = (async ({ ensembles: { population } }: ScoreTask) => ({
      fitness: Float64Array.from({ length: population.individuals }, (_, i) =>
        slopes.reduce((sum, slope, p) => sum + slope * population.genomes[i * space.parameters + p]!, 0),
      ),
    })) as unknown as Evaluate;
    const task = fitnessTask(config, 0, soloPopulation(genome));
    const { gradient, variance } = await antitheticGradient(task, space, 2000, key(3), linear);
    const error = globalNorm(gradient.map((value, p) => value - slopes[p]!));
    // Above 4 √variance with probability 6e-5 were all of it in one direction, and with less in ten.
    expect(error).toBeLessThan(4 * Math.sqrt(variance));
    // Of 2000 pairs a direction has the cosine √(2000 / 2010) with the gradient, about.
    expect(cosineOf({ gradient, variance }, { gradient: slopes, variance: 1 })).toBeGreaterThan(0.98);
  });
});

describe("a followed training", () => {
  it("is that of evolve, bit for bit", async () => {
    const records: GenerationRecord[] = [];
    for await (const { record } of followTraining(resolveConfig(SMALL), evaluate)) records.push(record);
    expect(records).toEqual((await evolve(SMALL, { backend })).history);
  });

  it("goes on for so many generations as it is told, whatever its rules", async () => {
    const lasts: boolean[] = [];
    for await (const { isLast } of followTraining(resolveConfig(SMALL), evaluate, 6)) lasts.push(isLast);
    expect(lasts).toEqual([false, false, false, false, false, true]);
  });
});

/** All numbers in a value. */
function numbersIn(value: unknown): readonly number[] {
  if (typeof value === "number") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(numbersIn) : [];
}

describe("a diagnosis", () => {
  it("has the norm of the gradient that the training is told, and its utility", async () => {
    for (const estimator of ["pathwise", "score-function"] as const) {
      const config = small({}, { estimator });
      const { generations, isFollowed } = await diagnosedStart(config);
      const { scores, gradient } = await scoreGeneration(config, 0, 70, strategyOf(config).ask(), evaluate);
      const [start] = generations;
      expect(isFollowed).toBe(true);
      expect(start?.utility).toBe(scores.fitness[0]);
      expect(start?.[estimator === "pathwise" ? "pathwise" : "score"]?.norm).toBe(globalNorm(gradient!));
    }
  });

  it("has the adjoint after every step, from the first to the last", async () => {
    const { generations } = await diagnosedStart(small({}));
    const { steps, norms } = generations[0]!.adjoint;
    expect(steps).toEqual(Array.from({ length: 51 }, (_, i) => i));
    expect(norms).toHaveLength(51);
    expect(Math.min(...norms)).toBeGreaterThan(0);
  });

  it.each<[string, Config]>([
    ["one cell", small({ cells: 1 })],
    ["one replicate", small({}, {}, 1)],
    ["a ring", small({ boundary: "periodic" })],
    ["pinned ends", small({ boundary: "pinned" })],
    ["three fates", small({ thresholds: [0.4, 0.6] })],
    ["33 cells", small({ cells: 33 })],
    ["no noise", small({ noiseStrength: 0 })],
    ["a curriculum", small({}, { curriculum: { generations: 2, noise: 2, duration: 0.5 } })],
  ])("of %s has numbers or null, no NaN", async (name, config) => {
    const { generations, verdict } = await diagnosedStart(config);
    const [start] = generations;
    expect(numbersIn(start).filter((value) => !Number.isFinite(value))).toEqual([]);
    expect(start?.pathwise?.norm).toBeGreaterThan(0);
    expect(start?.score === null).toBe(name === "no noise");
    expect(start?.pathwise?.signalToNoise === null).toBe(name === "one replicate");
    expect(verdict.causes.map(({ cause }) => cause)).not.toContain("clip-closed");
  });

  it("of a function that is not finite has nothing to say", async () => {
    const config = small({});
    const genome = new Float32Array(networkSpace(config.network).parameters).fill(3e38);
    async function* subjects() {
      yield { generation: 0, population: soloPopulation(genome), individual: 0 };
    }
    const effort = { replicates: 8, pairs: 1 };
    const { generations, verdict } = await diagnoseGradients(config, subjects(), effort, evaluate);
    expect(verdict.healthy).toBe(false);
    expect(generations[0]).toMatchObject({ utility: null, pathwise: null, score: null, clipped: null });
  });

  it("of a strategy without a gradient has the default ones, and says so", async () => {
    const config = resolveConfig({ ...SMALL, search: { strategy: "mu-plus-lambda" } });
    const { isFollowed, settings } = await diagnosedStart(config);
    expect([isFollowed, settings.estimator, settings.steepness]).toEqual([false, "pathwise", 7]);
  });
});

describe("the verdict", () => {
  /** The causes found at the start of training, and its verdict. */
  async function causesOf(config: Config): Promise<readonly string[]> {
    const { verdict } = await diagnosedStart(config);
    expect(verdict.healthy).toBe(verdict.causes.length === 0);
    return verdict.causes.map(({ cause }) => cause);
  }

  it("is healthy where the gradient comes about", async () => {
    const { verdict } = await diagnosedStart(small({}));
    expect(verdict.causes).toEqual([]);
    expect(verdict.text).toMatch(
      /^healthy: the gradient is exactly 0 in none of 1 generations, and its norm \d/,
    );
  });

  it.each<[string, Config]>([
    ["fates-thresholded", small({}, { fates: "thresholded" })],
    ["fates-saturated", small({ duration: 0.02 }, { steepness: 1e4 })],
    ["kernel-blind", small({ duration: 0.02 }, { bandwidth: 0.01, fates: "straight-through" })],
    ["score-silent", small({ initialMean: 0.9 }, { estimator: "score-function" })],
  ])("names %s", async (cause, config) => {
    expect(await causesOf(config)).toContain(cause);
  });
});
