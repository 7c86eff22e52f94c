import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { evolve, type Evolution } from "#engine/index.js";
import { cellfate, inTemporaryFolder } from "../support/cli.js";
import { SMALL_RUN, SMALL_RUN_OPTIONS } from "../support/small-run.js";

interface Golden {
  readonly config: Parameters<typeof evolve>[0];
  readonly history: unknown;
  readonly genome: readonly number[];
  readonly utility: number;
  readonly standardError: number;
}

/** Trains through the actors, in a process of its own, and gives the bytes of its results. */
function train(options: readonly string[]): Promise<{ history: string; champion: string }> {
  return inTemporaryFolder(async (folder) => {
    const out = join(folder, "run");
    const { code, stderr } = await cellfate(["train", "--no-report", "--quiet", "--out", out, ...options]);
    expect(stderr).toBe("");
    expect(code).toBe(0);
    return {
      history: readFileSync(join(out, "history.jsonl"), "utf8"),
      champion: readFileSync(join(out, "champion.json"), "utf8"),
    };
  });
}

describe("the bits of a run", () => {
  let plain: Evolution;
  beforeAll(async () => {
    plain = await evolve(SMALL_RUN);
  });

  it("are the ones recorded in the golden file", async () => {
    const golden = JSON.parse(
      readFileSync(new URL("../golden/short-run.json", import.meta.url), "utf8"),
    ) as Golden;
    const { history, champion } = await evolve(golden.config);
    expect(history).toEqual(golden.history);
    expect([...champion.genome]).toEqual(golden.genome);
    expect(champion.assessment.measures.utility).toBe(golden.utility);
    expect(champion.assessment.measures.standardError).toBe(golden.standardError);
  });

  it.each([1, 2, 3])(
    "are those of the plain loop when trained by actors with %i workers",
    async (workers) => {
      const { history, champion } = await train([...SMALL_RUN_OPTIONS, "--workers", `${workers}`]);
      expect(history).toBe(plain.history.map((record) => `${JSON.stringify(record)}\n`).join(""));
      const { genome, measures } = JSON.parse(champion) as {
        genome: number[];
        measures: { utility: number };
      };
      expect(genome).toEqual([...plain.champion.genome]);
      expect(measures.utility).toBe(plain.champion.assessment.measures.utility);
    },
  );

  it("are the same twice in a row, and on the reference backend", async () => {
    expect(await train(SMALL_RUN_OPTIONS)).toEqual(await train(SMALL_RUN_OPTIONS));
    const reference = await evolve({ ...SMALL_RUN, run: { backend: "reference" } });
    expect(reference.history).toEqual(plain.history);
    expect(reference.champion.genome).toEqual(plain.champion.genome);
  });

  it("are the same with independent random numbers and the network evaluated directly", async () => {
    const evaluation = { replicates: 9, randomNumbers: "independent", regulation: "direct" } as const;
    const config = { ...SMALL_RUN, evaluation };
    const wasm = await evolve(config);
    const reference = await evolve({ ...config, run: { backend: "reference" } });
    expect(wasm.history).toEqual(reference.history);
    expect(wasm.history).not.toEqual(plain.history);
  });

  it("come out of the config.json that a run wrote", async () => {
    await inTemporaryFolder(async (folder) => {
      const [first, second] = [join(folder, "first"), join(folder, "second")];
      await cellfate(["train", "--no-report", "--quiet", "--out", first, ...SMALL_RUN_OPTIONS]);
      await cellfate([
        "train",
        "--no-report",
        "--quiet",
        "--out",
        second,
        "--config",
        join(first, "config.json"),
      ]);
      expect(readFileSync(join(second, "champion.json"))).toEqual(readFileSync(join(first, "champion.json")));
    });
  });
});
