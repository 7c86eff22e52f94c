import { describe, expect, it } from "vitest";
import { LIMITS } from "#engine/index.js";
import { compareMemory, compareMemoryOf } from "../support/expected-memory.js";

const FULL = process.env["CELLFATE_FULL"] === "1";
const FIRST = Number(process.env["CELLFATE_SEED"] ?? 1000);
const CONFIGURATIONS = 40;
/** At a time; a process takes no more memory for the others beside it. */
const TOGETHER = 2;
/** Up to the limits a configuration takes minutes. */
const BOUNDS = FULL ? { arrayBytes: LIMITS.arrayBytes, work: 4e10 } : { arrayBytes: 32e6, work: 3e8 };

describe("the memory of runs with random configurations", () => {
  it(
    "is at most 1.25 times what their dry runs say, and half of them take more than two thirds of it",
    { timeout: FULL ? 4 * 3600_000 : 600_000 },
    async () => {
      const seeds = Array.from({ length: CONFIGURATIONS }, (_, i) => FIRST + i);
      const expected: number[] = [];
      const work = async (): Promise<void> => {
        for (let seed = seeds.shift(); seed !== undefined; seed = seeds.shift()) {
          expected.push(await compareMemory(seed, BOUNDS));
        }
      };
      await Promise.all(Array.from({ length: TOGETHER }, work));
      const ordered = expected.toSorted((a, b) => a - b);
      expect(ordered[CONFIGURATIONS / 2], ordered.map((ratio) => ratio.toFixed(2)).join(" ")).toBeLessThan(
        1.5,
      );
    },
  );
});

describe("the memory of a training by gradients", () => {
  it.each(["pathwise", "score-function", "combined"])(
    "that is %s is at most 1.25 times what its dry run says, and more than a third of it",
    async (estimator) => {
      const options = [
        `search.strategy.estimator=${estimator}`,
        "search.strategy.population=200",
        "evaluation.replicates=96",
        "model.cells=256",
        "model.duration=0.05",
        "search.stop.generations=2",
        "champion.replicates=100",
        "champion.maxReplicates=100",
      ];
      const set = options.flatMap((assignment) => ["--set", assignment]);
      expect(await compareMemoryOf(["--preset", "gradient", "--workers", "2", ...set])).toBeLessThan(3);
    },
  );
});
