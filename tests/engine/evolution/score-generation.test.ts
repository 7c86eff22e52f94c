import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import {
  type Evaluate,
  fitnessKeys,
  fitnessTask,
  generationRecord,
  rankByFitness,
  refineTimeStep,
  type Scores,
  select,
} from "#engine/index.js";
import { averagedScores, promotedScores, worstScores } from "#engine/evolution/assemble-scores.js";
import {
  configured,
  GENERATION,
  listening,
  populationOf,
  scored,
  simulated,
} from "../../support/scored-generation.js";

let evaluate: Evaluate;
beforeAll(async () => {
  ({ evaluate } = await listening());
});

/** Scores whose fitness is told, all else the same. */
function scoresOf(fitness: readonly number[]): Scores {
  const floats = Float64Array.from(fitness);
  const counts = Uint32Array.from(fitness, () => 1);
  return {
    fitness: floats,
    standardError: floats.map(() => 0.1),
    patternEntropy: floats,
    reproducibilityEntropy: floats,
    distinctPatterns: counts,
    tableIntervals: counts,
    tableError: floats,
  };
}

const ranges = (tasks: Awaited<ReturnType<typeof scored>>["tasks"]): readonly (readonly number[])[] =>
  tasks.map(({ ensembles: { population, replicates } }) => [
    population.individuals,
    replicates.from,
    replicates.count,
  ]);

describe("a generation of a plain configuration", () => {
  it("is the one task that it was before there were others, with its very scores", async () => {
    for (const randomNumbers of ["common", "independent"] as const) {
      const config = configured({ randomNumbers });
      const task = fitnessTask(config, GENERATION, populationOf(config));
      const { tasks, scores, promoted, work, verification } = await scored(config);
      expect(tasks).toEqual([task]);
      expect(scores).toEqual(await evaluate(task));
      expect(promoted).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
      expect(work).toEqual({ scoring: 9 * 21 * 4 * 20, promotion: 0, rescoring: 0, verification: 0 });
      expect(verification).toBeNull();
    }
  });
});

describe("a race", () => {
  const racing = { replicates: 6, promoted: 3 };

  it("screens all on few replicates, scores the best on all, and ranks these first", async () => {
    const config = configured({ racing });
    const { scorings, scores, promoted } = await scored(config);
    expect(ranges(scorings)).toEqual([
      [9, 0, 6],
      [3, 6, 21],
    ]);
    const [screened, full] = [await evaluate(scorings[0]!), await evaluate(scorings[1]!)];
    expect(promoted).toEqual(rankByFitness(screened.fitness).slice(0, 3));
    expect(promoted.map((individual) => scores.fitness[individual])).toEqual([...full.fitness]);
    expect(rankByFitness(scores.fitness).slice(0, 3).sort()).toEqual([...promoted].sort());
  });

  it("gives each individual of independent random numbers its own keys, promoted or not", async () => {
    const config = configured({ racing, randomNumbers: "independent" });
    const { tasks, promoted } = await scored(config);
    const { noise, initialStates } = fitnessKeys(17, GENERATION, 9, "independent");
    const own = promoted.map((individual) => [noise[individual], initialStates[individual]]);
    const { keys, population } = tasks[1]!.ensembles;
    expect(promoted).not.toEqual([0, 1, 2]);
    expect(keys.noise.map((key, i) => [key, keys.initialStates[i]])).toEqual(own);
    expect(population).toEqual(select(populationOf(config), promoted));
  });

  it("promotes nobody where nobody has a fitness", async () => {
    const config = configured({ racing, rescoring: { individuals: 2, replicates: 8 } }, { target: 0 });
    const population = populationOf(config);
    const broken = { ...population, genomes: population.genomes.map(() => NaN) };
    const { tasks, scores, promoted } = await scored(config, broken);
    expect([tasks.length, promoted]).toEqual([1, []]);
    expect([...scores.fitness]).toEqual(Array.from({ length: 9 }, () => NaN));
  });

  it("never ranks one that was passed over above one that was promoted, and keeps the order of the others", () => {
    const fitness = fc.oneof(
      fc.integer({ min: -9, max: 9 }).map((tenths) => tenths / 10),
      fc.constant(NaN),
    );
    fc.assert(
      fc.property(
        fc.array(fitness, { minLength: 2, maxLength: 12 }),
        fc.array(fitness, { minLength: 6, maxLength: 6 }),
        (all, better) => {
          const before = scoresOf(all);
          const promoted = rankByFitness(before.fitness).slice(0, all.length >> 1);
          const known = scoresOf(better.slice(0, promoted.length));
          const after = promotedScores(before, promoted, known);
          promoted.forEach((individual, row) => {
            expect(after.fitness[individual]).toBe(known.fitness[row]);
          });
          const ranked = rankByFitness(after.fitness);
          const valid = promoted.filter((individual) => !Number.isNaN(after.fitness[individual]));
          expect(ranked.slice(0, valid.length).sort()).toEqual(valid.sort());
          const others = (order: number[]): number[] => order.filter((one) => !promoted.includes(one));
          expect(others(ranked)).toEqual(others(rankByFitness(before.fitness)));
        },
      ),
      { seed: 1, numRuns: 500 },
    );
  });
});

describe("the parts of a generation", () => {
  const evaluation = {
    timeSteps: [1, 2],
    racing: { replicates: 5, promoted: 4 },
    rescoring: { individuals: 2, replicates: 9 },
  };
  const everything = configured(evaluation);

  it("take other replicates of the generation each, and the same at each time step", async () => {
    const { tasks } = await scored(everything);
    expect(ranges(tasks)).toEqual([
      [9, 0, 5],
      [4, 5, 21],
      [4, 5, 21],
      [2, 26, 9],
      [2, 26, 9],
    ]);
    const steps = tasks.map(({ ensembles }) => ensembles.system.integrator);
    expect(steps.map(({ dt }) => dt)).toEqual([0.05, 0.05, 0.025, 0.05, 0.025]);
    expect(steps.map((one) => one.steps)).toEqual([20, 20, 40, 20, 40]);
  });

  it("score on as many replicates as these have grown to", async () => {
    const { tasks } = await scored(everything, populationOf(everything), 42);
    expect(ranges(tasks).map(([, from, count]) => [from, count])).toEqual([
      [0, 5],
      [5, 42],
      [5, 42],
      [47, 9],
      [47, 9],
    ]);
  });

  it("add up, in the columns of their work, to every cell-step that was simulated", async () => {
    // The best is verified whatever its fitness.
    const verification = { replicates: 70, timeSteps: [1, 4], slack: 1 };
    const config = configured(evaluation, { target: 1, verification });
    const result = await scored(config);
    const { tasks, work } = result;
    const replicate = 4 * 20;
    expect(work.scoring).toBe(9 * 5 * replicate);
    expect(work.promotion).toBe(4 * 21 * (1 + 2) * replicate);
    expect(work.rescoring).toBe(2 * 9 * (1 + 2) * replicate);
    expect(work.verification).toBe(simulated(tasks.filter(({ kind }) => kind === "ensemble")));
    expect(work.verification).toBeGreaterThan(0);
    const record = generationRecord(config, GENERATION, 21, result);
    expect(record.cellSteps).toBe(simulated(tasks));
    expect(record.work).toEqual(work);
  });
});

describe("fitness over time steps", () => {
  it("is the least of the utilities at each, with what else is known of that one", async () => {
    const config = configured({ timeSteps: [1, 2, 4] });
    const population = populationOf(config);
    const whole = fitnessTask(config, GENERATION, population);
    const at = await Promise.all(
      [1, 2, 4].map((part) =>
        evaluate({
          ...whole,
          ensembles: { ...whole.ensembles, ...refineTimeStep(whole.ensembles, part) },
        }),
      ),
    );
    const { scores } = await scored(config);
    const chosen = new Set<number>();
    scores.fitness.forEach((fitness, i) => {
      const utilities = at.map((one) => one.fitness[i]!);
      expect(fitness).toBe(Math.min(...utilities));
      const least = utilities.indexOf(fitness);
      chosen.add(least);
      expect(scores.distinctPatterns[i]).toBe(at[least]!.distinctPatterns[i]);
      expect(scores.patternEntropy[i]).toBe(at[least]!.patternEntropy[i]);
    });
    expect(chosen.size).toBeGreaterThan(1);
  });

  it("is invalid where it is at one of them", () => {
    const worst = worstScores([scoresOf([0.5, 0.1]), scoresOf([NaN, 0.2]), scoresOf([0.3, 0.3])]);
    expect([...worst.fitness]).toEqual([NaN, 0.1]);
  });
});

describe("a second scoring", () => {
  it("of the best makes their fitness the average over all replicates, with the error of that", async () => {
    const config = configured({ rescoring: { individuals: 2, replicates: 63 }, maxReplicates: 21 });
    const { scorings, scores } = await scored(config);
    const [first, again] = [await evaluate(scorings[0]!), await evaluate(scorings[1]!)];
    rankByFitness(first.fitness)
      .slice(0, 2)
      .forEach((individual, row) => {
        const average = (21 * first.fitness[individual]! + 63 * again.fitness[row]!) / 84;
        expect(scores.fitness[individual]).toBe(average);
        const [a, b] = [first.standardError![individual]!, again.standardError![row]!];
        // Two roundings of f64.
        expect(scores.standardError![individual]).toBeCloseTo(Math.hypot(21 * a, 63 * b) / 84, 14);
      });
  });

  it("leaves an error out where none was measured", () => {
    const without = { ...scoresOf([0.5]), standardError: null };
    expect(averagedScores(without, 1, without, 3).standardError).toBeNull();
  });

  it("is of promoted individuals alone", async () => {
    const rescoring = { individuals: 5, replicates: 7 };
    const { tasks } = await scored(configured({ racing: { replicates: 6, promoted: 3 }, rescoring }));
    expect(ranges(tasks).map(([individuals]) => individuals)).toEqual([9, 3, 3]);
  });
});
