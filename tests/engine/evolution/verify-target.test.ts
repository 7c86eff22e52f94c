import { describe, expect, it } from "vitest";
import {
  assess,
  type Config,
  type ConfigInput,
  ensembleConditions,
  type EnsembleMeasures,
  evolve,
  fixedPrecision,
  freshKeys,
  genomeOf,
  parseRegulator,
  refineTimeStep,
  resolveConfig,
  soloPopulation,
  verifyTarget,
} from "#engine/index.js";
import {
  configured,
  GENERATION,
  listening,
  populationOf,
  scored,
  simulated,
} from "../../support/scored-generation.js";

const GOOD = parseRegulator("tanh:amplitude=1,gain=5,centre=0.5")!.genome;

type Verifying = Partial<Config["search"]["stop"]["verification"]>;

/** Cells of one unit's network, whose steps of dt = 1 are far too long: U is .40 at dt, .60 at dt/4. */
function coarse(verification: Verifying): Config {
  return resolveConfig({
    seed: 11,
    model: { cells: 5, duration: 4, dt: 1 },
    network: { hidden: [1] },
    search: { strategy: { name: "mu-plus-lambda" }, stop: { target: 0.3, verification } },
  });
}

/** What is measured of it on the replicates that verify. */
async function measured(config: Config, replicates: number, part = 1): Promise<EnsembleMeasures> {
  const { evaluate } = await listening();
  const conditions = ensembleConditions(config, freshKeys(config.seed, "verifying", GENERATION));
  const [assessment] = await assess(
    refineTimeStep(conditions, part),
    soloPopulation(GOOD),
    fixedPrecision(replicates),
    "plug-in",
    evaluate,
  );
  return assessment!.measures;
}

async function verified(config: Config, target: number) {
  const { tasks, evaluate } = await listening();
  const verification = await verifyTarget(config, target, GENERATION, GOOD, evaluate);
  const stages = tasks.map(({ ensembles: { replicates, system } }) => [
    replicates.count,
    system.integrator.dt,
  ]);
  return { ...verification, stages, tasks };
}

describe("a target", () => {
  it("is held by a utility three standard errors above it, and by none that is nearer", async () => {
    const config = coarse({ replicates: 64 });
    const { utility, standardError } = await measured(config, 64);
    const [u, margin] = [utility ?? NaN, 3 * (standardError ?? NaN)];
    expect(await verified(config, u - margin)).toMatchObject({ utility, assured: u - margin });
    for (const nearer of [u - 0.99 * margin, u, u + margin]) {
      expect(await verified(config, nearer)).toMatchObject({ utility, assured: null });
    }
  });

  it("is verified from few replicates to all, each time from the coarsest time step on", async () => {
    const config = coarse({ replicates: 1000, timeSteps: [1, 2, 4] });
    const { stages, cellSteps, tasks, utility, assured } = await verified(config, 0.3);
    expect(stages).toEqual(
      [64, 256 - 64, 1000 - 256].flatMap((count) => [1, 0.5, 0.25].map((dt) => [count, dt])),
    );
    // What a stage has simulated counts in the next.
    expect(cellSteps).toBe(1000 * (1 + 2 + 4) * 5 * 4);
    expect(cellSteps).toBe(simulated(tasks));
    const least = await measured(config, 1000);
    expect(utility).toBe(least.utility);
    expect(assured).toBe((least.utility ?? NaN) - 3 * (least.standardError ?? NaN));
  });

  it("is given up where few replicates or the coarsest time step do not come up to it, at their cost", async () => {
    const config = coarse({ replicates: 1000, timeSteps: [1, 4] });
    const far = await verified(config, 0.9);
    expect([far.stages, far.assured, far.cellSteps]).toEqual([[[64, 1]], null, 64 * 5 * 4]);
    // Between the two time steps' utilities: the second alone would hold it.
    const between = await verified(config, 0.55);
    expect(between).toMatchObject({ stages: [[64, 1]], assured: null });
    expect((await verified(coarse({ replicates: 1000, timeSteps: [4] }), 0.55)).assured).toBeGreaterThan(
      0.55,
    );
  });

  it("is given up where the estimator has no value", async () => {
    // Twenty cells start anywhere: no two of 64 patterns agree, and NSB is undefined.
    const scattered = resolveConfig({
      ...coarse({ replicates: 1000 }),
      model: { cells: 20, duration: 0.02, dt: 0.02, initialSpread: 0.5 },
      evaluation: { estimator: "nsb" },
    });
    const { utility, assured, stages } = await verified(scattered, -1);
    expect({ utility, assured, stages }).toEqual({ utility: null, assured: null, stages: [[64, 0.02]] });
  });
});

describe("an individual that comes up to the target", () => {
  it("has the utility on fresh replicates for its fitness, and no other is verified", async () => {
    const alone = await scored(configured());
    const best = Math.max(...alone.scores.fitness);
    const leader = alone.scores.fitness.indexOf(best);
    const config = configured({}, { target: best, verification: { replicates: 500 } });
    const { tasks, scores, verification } = await scored(config);
    expect(verification).toMatchObject({ individual: leader, utility: scores.fitness[leader] });
    expect(scores.fitness[leader]).not.toBe(best);
    const others = (fitness: Float64Array): number[] => [...fitness].filter((_, i) => i !== leader);
    expect(others(scores.fitness)).toEqual(others(alone.scores.fitness));
    const verifying = tasks.filter(({ kind }) => kind === "ensemble");
    expect(verifying.length).toBeGreaterThan(0);
    for (const { ensembles } of verifying) {
      expect(ensembles.population.genomes).toEqual(genomeOf(populationOf(config), leader));
      expect(ensembles.keys).toEqual(freshKeys(17, "verifying", GENERATION));
    }
  });

  it("is verified from the slack below it on", async () => {
    const { scores } = await scored(configured());
    const best = Math.max(...scores.fitness);
    // A tenth of a bit above the best.
    const target = best + 0.1;
    const verifiedWith = async (slack: number): Promise<boolean> =>
      (await scored(configured({}, { target, verification: { replicates: 64, slack } }))).verification !==
      null;
    expect([await verifiedWith(0.09), await verifiedWith(0.11)]).toEqual([false, true]);
  });
});

describe("a search with a target", () => {
  /** Four replicates: fitness is chance, mostly. */
  const search = (seed: number, target: number): ConfigInput => ({
    seed,
    model: { cells: 5, duration: 2, dt: 0.05, noiseStrength: 0.3 },
    network: { hidden: [3] },
    evaluation: { replicates: 4 },
    search: {
      strategy: { name: "mu-plus-lambda", population: 10, parents: 3, mutationStep: 0.3 },
      stop: { generations: 12, target, verification: { replicates: 600 } },
    },
    champion: { replicates: 600, maxReplicates: 600 },
  });

  it("does not stop on a fitness that met it by luck, and says what the utility was", async () => {
    const { stopReason, history, champion } = await evolve(search(1, 0.5));
    expect(stopReason).toBe("generations");
    const lucky = history.filter(({ verified: found }) => (found ?? null) !== null);
    expect(lucky.length).toBeGreaterThan(6);
    for (const { verified: found } of lucky) expect(found).toBeLessThan(0.5);
    expect(champion.assessment.measures.utility).toBeLessThan(0.5);
  });

  it("stops on one that holds it, which is the champion", async () => {
    const target = 0.35;
    const { stopReason, history, champion, state } = await evolve(search(3, target));
    expect(stopReason).toBe("target");
    expect(history.length).toBeLessThan(12);
    expect(state.verified).toBeGreaterThanOrEqual(target);
    expect(history.at(-1)!.verified).toBeGreaterThan(state.verified ?? NaN);
    // Earlier ones came up to the target, too.
    expect(history.slice(0, -1).some(({ verified: found }) => (found ?? null) !== null)).toBe(true);
    expect(champion.candidates).toHaveLength(1);
    expect(champion.assessment.measures.utility).toBeGreaterThan(target);
  });

  it("that was held is done, and under another verification it is to be held anew", async () => {
    const config = search(3, 0.35);
    const held = await evolve(config);
    const again = await evolve(config, { from: held });
    expect([again.history.length, again.stopReason]).toEqual([0, "target"]);
    const stop = { ...config.search?.stop, verification: { replicates: 700 } };
    const stricter = await evolve({ ...config, search: { ...config.search, stop } }, { from: held });
    expect(stricter.history.length).toBeGreaterThan(0);
  });
});
