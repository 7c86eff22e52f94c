import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { type ConfigInput, type Evolution, evolve } from "#engine/index.js";
import { expectTidy, inFolderWith, resultsOf, start } from "../support/survival.js";

const [HALF, GENERATIONS] = [5, 9];

/** Both estimators, a curriculum, starts drawn afresh, bounds and restarts; four blocks of replicates and a rest. */
const TRAINING: ConfigInput = {
  seed: 14,
  model: { cells: 5, duration: 1, dt: 0.02 },
  network: { hidden: [4] },
  evaluation: { replicates: 137 },
  search: {
    strategy: {
      name: "gradient",
      population: 3,
      learningRate: 0.3,
      halfLife: 6,
      estimator: "combined",
      curriculum: { generations: 5, steepness: 0.5, bandwidth: 2, noise: 2, duration: 0.5 },
      patience: 2,
      tolerance: 0.05,
    },
    restarts: { patience: 5, tolerance: 0.5, growth: 2 },
    bounds: [-1.5, 1.5],
    stop: { generations: GENERATIONS },
  },
  champion: { candidates: 2, replicates: 60, standardError: 0.5, maxReplicates: 60 },
  run: { checkpointEvery: 3 },
};

const TRAIN = ["train", "--no-report", "--config", "config.json", "--out"];
const stopAt = (generations: number): string[] => ["--set", `search.stop.generations=${generations}`];

describe("training by gradients", () => {
  let plain: Evolution;
  beforeAll(async () => {
    plain = await evolve(TRAINING);
  });

  it("counts its passes back and what it simulates, over the curriculum and after a restart", () => {
    const own = plain.history.map(({ cellSteps, work }) => [cellSteps, work!.scoring, work!.adjoint]);
    // 137 replicates of 5 cells; half of the 50 steps to begin with, all from generation 5 on; then 6 starts.
    const first = 3 * 137 * 5 * 25;
    expect(own[0]).toEqual([3 * first, first, 2 * first]);
    expect(own[5]).toEqual([6 * first, 2 * first, 4 * first]);
    expect(own.at(-1)).toEqual([12 * first, 4 * first, 8 * first]);
  });

  it("costs, curriculum and restarts aside, what a dry run says", () =>
    inFolderWith(TRAINING, async (_, run) => {
      const set = ["--set", "search.strategy.curriculum=null"];
      const said = JSON.parse(await run(...TRAIN, "run", "--dry-run", ...set)) as Record<string, number>;
      const scoring = 3 * 137 * 5 * 50;
      expect(said).toMatchObject({
        cellStepsPerGeneration: 3 * scoring,
        adjointCellSteps: 2 * scoring * GENERATIONS,
      });
    }));

  it("has the bits of the plain loop with 1, 2 and 3 workers", () =>
    inFolderWith(TRAINING, async (folder, run) => {
      for (const workers of ["1", "2", "3"]) {
        await run(...TRAIN, workers, "--workers", workers);
        const { history, champion } = resultsOf(join(folder, workers));
        expect(history).toBe(plain.history.map((record) => `${JSON.stringify(record)}\n`).join(""));
        const { genome } = JSON.parse(champion) as { genome: number[] };
        expect(genome).toEqual([...plain.champion.genome]);
      }
    }));

  it("has the same bits on the reference backend", async () => {
    const reference = await evolve({ ...TRAINING, run: { backend: "reference" } });
    expect(reference.history).toEqual(plain.history);
    expect(reference.champion.genome).toEqual(plain.champion.genome);
  });

  it("goes on from an evolution's state as if it had not stopped", async () => {
    const stop = { generations: HALF };
    const half = await evolve({ ...TRAINING, search: { ...TRAINING.search, stop } });
    const rest = await evolve(TRAINING, { from: half });
    expect([...half.history, ...rest.history]).toEqual(plain.history);
    expect(rest.champion).toEqual(plain.champion);
  });

  it.each([
    [1, 2],
    [2, 1],
  ])("goes on from a checkpoint to the same bytes, with %i workers and then %i", (before, after) =>
    inFolderWith(TRAINING, async (folder, run) => {
      await run(...TRAIN, "whole");
      await run(...TRAIN, "parts", "--workers", `${before}`, ...stopAt(HALF));
      await run("resume", "--no-report", "parts", "--workers", `${after}`, ...stopAt(GENERATIONS));
      expect(resultsOf(join(folder, "parts"))).toEqual(resultsOf(join(folder, "whole")));
      expectTidy(join(folder, "parts"));
    }),
  );

  it.each([
    { point: "between history line and checkpoint", at: 2 },
    { point: "torn history line", at: 5 },
    { point: "before the rename", at: 3 },
  ])("killed $point ends with the same bytes", ({ point, at }) =>
    inFolderWith(TRAINING, async (folder, run) => {
      await run(...TRAIN, "whole");
      const parts = join(folder, "parts");
      const train = TRAIN.map((word) => (word === "config.json" ? join(folder, word) : word));
      const killed = start([...train, parts, "--quiet"], { fault: { point, at, action: "kill" } });
      expect((await killed.ended).signal).toBe("SIGKILL");
      await run("resume", "--no-report", "parts");
      expect(resultsOf(parts)).toEqual(resultsOf(join(folder, "whole")));
      expectTidy(parts);
    }),
  );
});
