import { describe, expect, it } from "vitest";
import {
  type ConfigInput,
  createBackend,
  evaluateOn,
  evolve,
  fitnessTask,
  type GenerationRecord,
  parseRegulator,
  rankByFitness,
  resolveConfig,
} from "#engine/index.js";

/** Twenty cells left to themselves for one step: no two patterns agree, so NSB has no value. */
const SCATTERED: ConfigInput = {
  seed: 5,
  model: { cells: 20, duration: 0.02, dt: 0.02, initialSpread: 0.5 },
  network: { hidden: [1] },
  evaluation: { replicates: 20, estimator: "nsb" },
  search: { population: 4, parents: 2, generations: 3 },
  champion: { candidates: 2, replicates: 20, maxReplicates: 20 },
};

describe("a fitness that the estimator does not define", () => {
  it("is NaN and ranks last", async () => {
    const backend = await createBackend("wasm");
    const specs = ["zero", "tanh:amplitude=100,gain=100,centre=-5", "zero"];
    const genomes = Float32Array.from(specs.flatMap((spec) => [...parseRegulator(spec)!.genome]));
    const task = fitnessTask(resolveConfig(SCATTERED), 0, { individuals: 3, genomes });
    const { fitness } = await evaluateOn(backend)(task);
    expect(fitness[0]).toBeNaN();
    expect(fitness[2]).toBeNaN();
    // All replicates are all off: U is 0, and NSB, which never excludes a second pattern, puts it below.
    expect(fitness[1]).toBeLessThan(0);
    expect(rankByFitness(fitness)).toEqual([1, 0, 2]);
    backend.dispose();
  });

  it("leaves a search of nothing else to go on to its end, which says what to do", async () => {
    const history: GenerationRecord[] = [];
    const search = evolve(SCATTERED, { onGeneration: (record) => history.push(record) });
    await expect(search).rejects.toMatchObject({ code: "search.no-champion" });
    await expect(search).rejects.toHaveProperty(
      "cure",
      expect.stringContaining("more evaluation.replicates"),
    );
    expect(history.map(({ best, mean, invalid }) => ({ best, mean, invalid }))).toEqual(
      Array.from({ length: 3 }, () => ({ best: null, mean: null, invalid: 4 })),
    );
  });
});
