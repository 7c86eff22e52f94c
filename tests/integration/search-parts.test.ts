import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { type ConfigInput, type Evolution, evolve, type SummaryRecord } from "#engine/index.js";
import { expectTidy, inFolderWith, resultsOf } from "../support/survival.js";

const [HALF, GENERATIONS] = [4, 8];

/** Every part of a generation, a verification in each of them, and replicates that grow. */
const EVERYTHING: ConfigInput = {
  seed: 13,
  model: { cells: 5, duration: 1, dt: 0.02 },
  network: { hidden: [4], initial: { law: "wide", steepness: 30 } },
  evaluation: {
    replicates: 13,
    timeSteps: [1, 2],
    racing: { replicates: 5, promoted: 4 },
    rescoring: { individuals: 2, replicates: 9 },
    maxReplicates: 40,
  },
  search: {
    strategy: {
      name: "scaled-mu-plus-lambda",
      population: 9,
      initialPopulation: 12,
      parents: 3,
      immigrants: 1,
      amplified: 0.5,
    },
    stop: {
      generations: GENERATIONS,
      target: 1,
      verification: { replicates: 80, timeSteps: [1, 2], slack: 1 },
    },
  },
  champion: { candidates: 2, replicates: 60, standardError: 0.5, maxReplicates: 60 },
  run: { checkpointEvery: 3 },
};

const stopAt = (generations: number): string[] => ["--set", `search.stop.generations=${generations}`];

describe("a run with a race, time steps, re-scoring, verification and growing replicates", () => {
  let plain: Evolution;
  beforeAll(async () => {
    plain = await evolve(EVERYTHING);
  });

  it("uses all of them", () => {
    const { history } = plain;
    for (const { work, verified } of history) {
      const { scoring, promotion, rescoring, verification } = work!;
      expect(Math.min(scoring, promotion, rescoring, verification)).toBeGreaterThan(0);
      expect(verified).not.toBeNull();
    }
    expect(new Set(history.map(({ replicates }) => replicates)).size).toBeGreaterThan(1);
  });

  it.each([1, 2])("has the bits of the plain loop with %i workers", (workers) =>
    inFolderWith(EVERYTHING, async (folder, run) => {
      await run("train", "--no-report", "--config", "config.json", "--out", "run", "--workers", `${workers}`);
      const { history, champion } = resultsOf(join(folder, "run"));
      expect(history).toBe(plain.history.map((record) => `${JSON.stringify(record)}\n`).join(""));
      const { genome } = JSON.parse(champion) as { genome: number[] };
      expect(genome).toEqual([...plain.champion.genome]);
    }),
  );

  it.each([
    [1, 2],
    [2, 1],
  ])("goes on from a checkpoint to the same bytes, with %i workers and then %i", (before, after) =>
    inFolderWith(EVERYTHING, async (folder, run) => {
      const train = ["train", "--no-report", "--config", "config.json"];
      await run(...train, "--out", "whole");
      await run(...train, "--out", "parts", "--workers", `${before}`, ...stopAt(HALF));
      await run("resume", "--no-report", "parts", "--workers", `${after}`, ...stopAt(GENERATIONS));
      expect(resultsOf(join(folder, "parts"))).toEqual(resultsOf(join(folder, "whole")));
      expectTidy(join(folder, "parts"));
    }),
  );

  it("says in summary.json what its history adds up to, and whether the champion holds at finer time steps", () =>
    inFolderWith(EVERYTHING, async (folder, run) => {
      const summary = JSON.parse(
        await run("train", "--no-report", "--config", "config.json", "--out", "run"),
      ) as SummaryRecord;
      expect(JSON.parse(readFileSync(join(folder, "run", "summary.json"), "utf8"))).toEqual(summary);
      expect(summary.cellSteps).toBe(plain.history.reduce((sum, { cellSteps }) => sum + cellSteps, 0));
      const { steps, robust } = plain.champion.timeStep;
      expect(summary.timeStep).toEqual({ steps, robust });
      expect(steps.map(({ dt }) => dt)).toEqual([0.02, 0.01, 0.005]);
    }));

  it("costs, verification and growth aside, what a dry run says of a generation", () =>
    inFolderWith(EVERYTHING, async (_, run) => {
      const given = ["train", "--no-report", "--config", "config.json", "--dry-run"];
      const { cellStepsPerGeneration } = JSON.parse(await run(...given)) as {
        cellStepsPerGeneration: number;
      };
      const { scoring, promotion, rescoring } = plain.history[0]!.work!;
      expect(cellStepsPerGeneration).toBe(scoring + promotion + rescoring);
    }));
});
