import { describe, expect, it } from "vitest";
import { evolve, resolveConfig, stopReason } from "#engine/index.js";
import { SMALL_RUN } from "../../support/small-run.js";

const { stop: search } = resolveConfig({ search: { generations: 100 } }).search;
const PROGRESS = { generation: 20, bestSoFar: { fitness: 0.5, generation: 12 }, lastBest: 0.4, seconds: 9 };

describe("a search", () => {
  it("goes on while no rule holds, and before its first generation whatever the rules say", () => {
    expect(stopReason(search, PROGRESS)).toBeNull();
    expect(stopReason({ ...search, target: -9, maxSeconds: 1 }, { ...PROGRESS, generation: 0 })).toBeNull();
  });

  it("stops by generations, target, patience or seconds", () => {
    expect(stopReason({ ...search, generations: 20 }, PROGRESS)).toBe("generations");
    expect(stopReason({ ...search, target: 0.4 }, PROGRESS)).toBe("target");
    expect(stopReason({ ...search, target: 0.41 }, PROGRESS)).toBeNull();
    expect(stopReason({ ...search, patience: 7 }, PROGRESS)).toBe("patience");
    expect(stopReason({ ...search, patience: 8 }, PROGRESS)).toBeNull();
    expect(stopReason({ ...search, maxSeconds: 9 }, PROGRESS)).toBe("seconds");
  });

  it("that stops by patience is the beginning of the one that does not", async () => {
    const patient = await evolve({ ...SMALL_RUN, search: { ...SMALL_RUN.search, patience: 2 } });
    const whole = await evolve(SMALL_RUN);
    expect(patient.stopReason).toBe("patience");
    expect(patient.history).toEqual(whole.history.slice(0, patient.history.length));
    expect(patient.history.length).toBeLessThan(whole.history.length);
  });

  it("whose every f is not finite ends with an error that says so", async () => {
    const wild = { ...SMALL_RUN, network: { hidden: [4] }, model: { cells: 3, duration: 0.1, dt: 0.05 } };
    const config = resolveConfig(wild);
    const genomes = new Float32Array(6 * 13).fill(NaN);
    const arrays = { genomes: { shape: [6, 13], data: genomes } };
    const state = {
      generation: 0,
      strategy: { name: "mu-plus-lambda", generation: 0, arrays, numbers: {} },
      candidates: [],
      bestSoFar: { fitness: -Infinity, generation: 0 },
      lastBest: null,
      cellSteps: 0,
      seconds: 0,
    };
    await expect(evolve(config, { from: { config, state } })).rejects.toMatchObject({
      code: "search.no-champion",
    });
  });
});
