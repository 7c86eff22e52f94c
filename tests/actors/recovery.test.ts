import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import {
  newSitting,
  readRunConfig,
  recover,
  type Recovery,
  RunDirectory,
  startTraining,
  writeResults,
} from "#actors/index.js";
import { type Config, resolveConfig, runRecord } from "#engine/index.js";
import { SMALL_RUN } from "../support/small-run.js";
import { refusalOf } from "../support/refusal.js";

const SITTING = newSitting({ name: "wasm", reason: "asked for" }, 1);
const GENERATIONS = 8;

/** A run of so many generations, from the start or from where `recovery` says; its files are written. */
async function run(directory: RunDirectory, config: Config, recovery?: Recovery): Promise<void> {
  const from = recovery?.done === false ? recovery.from : undefined;
  const training = startTraining({
    config,
    directory,
    backend: "wasm",
    workers: 1,
    ...(from === undefined ? {} : { from }),
  });
  await writeResults(directory, config, "wasm", await training.outcome);
}

/** The run's configuration with another number of generations. */
function lasting(generations: number): Config {
  return resolveConfig({ ...SMALL_RUN, search: { ...SMALL_RUN.search, generations } });
}

describe("recovery", () => {
  let home: string;
  let directory: RunDirectory;
  const silent = vi.spyOn(process.stderr, "write");

  /** A run that is done after half of its generations, and one that went through all. */
  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), "cellfate-test-"));
    for (const [name, generations] of [
      ["half", GENERATIONS / 2],
      ["whole", GENERATIONS],
    ] as const) {
      const made = RunDirectory.create(join(home, name));
      const config = lasting(generations);
      await made.writeJson("config", config);
      await made.writeJson("run", runRecord(SITTING));
      await run(made, config);
      made.close();
    }
  });
  beforeEach(() => {
    cpSync(join(home, "half"), join(home, "run"), { recursive: true });
    directory = RunDirectory.open(join(home, "run"));
    silent.mockClear();
  });
  afterEach(() => {
    expect(silent).not.toHaveBeenCalled();
    directory.close();
    rmSync(join(home, "run"), { recursive: true });
  });
  afterAll(() => {
    silent.mockRestore();
    rmSync(home, { recursive: true });
  });

  it("finds the state from which a run goes on to the bytes of one that was longer from the start", async () => {
    const config = lasting(GENERATIONS);
    const recovery = await recover(directory, config, SITTING);
    expect(recovery).toMatchObject({
      notices: [],
      done: false,
      from: { state: { generation: GENERATIONS / 2 }, history: { lines: GENERATIONS / 2 } },
      record: {
        resumed: [{ generation: GENERATIONS / 2, changes: [expect.stringMatching(/generations: 4, not 8/)] }],
      },
    });
    await run(directory, config, recovery);
    for (const name of ["history.jsonl", "champion.json"]) {
      expect(readFileSync(join(directory.path, name), "utf8")).toBe(
        readFileSync(join(home, "whole", name), "utf8"),
      );
    }
  });

  it("says that there is nothing to do for a run that is done", async () => {
    const recovery = await recover(directory, readRunConfig(directory.file("config")).config, SITTING);
    expect(recovery).toMatchObject({
      notices: [],
      done: true,
      generations: GENERATIONS / 2,
      summary: { status: "done" },
    });
  });

  it("goes on with a run that ended without its champion", async () => {
    rmSync(directory.file("champion"));
    const recovery = await recover(directory, readRunConfig(directory.file("config")).config, SITTING);
    expect(recovery).toMatchObject({ done: false, from: { state: { generation: GENERATIONS / 2 } } });
  });

  it("starts over, and says so, where no checkpoint was written", async () => {
    for (const name of readdirSync(directory.file("checkpoints"))) {
      rmSync(join(directory.file("checkpoints"), name));
    }
    rmSync(directory.file("champion"));
    const recovery = await recover(directory, readRunConfig(directory.file("config")).config, SITTING);
    expect(recovery).toMatchObject({ done: false, from: undefined, notices: [{ code: "checkpoint.none" }] });
    rmSync(directory.file("history"));
    expect(await recover(directory, readRunConfig(directory.file("config")).config, SITTING)).toMatchObject({
      notices: [],
    });
  });

  it.each(["history", "champion"] as const)(
    "refuses to start over beside a %s whose checkpoints are gone",
    async (kept) => {
      rmSync(directory.file("checkpoints"), { recursive: true });
      rmSync(directory.file(kept === "history" ? "champion" : "history"));
      const before = readFileSync(directory.file(kept), "utf8");
      expect(
        await refusalOf(recover(directory, readRunConfig(directory.file("config")).config, SITTING)),
      ).toBe("checkpoint.none");
      expect(readFileSync(directory.file(kept), "utf8")).toBe(before);
    },
  );

  it("goes back behind bytes of the history that were changed, and refuses where no checkpoint is", async () => {
    const file = directory.file("history");
    const lines = readFileSync(file, "utf8").split("\n");
    const changeLine = (at: number): void => {
      const changed = lines.map((line, i) => (i === at ? line.replace(/\d\.\d/, "9.9") : line)).join("\n");
      expect(changed).toHaveLength(lines.join("\n").length);
      expect(changed).not.toBe(lines.join("\n"));
      writeFileSync(file, changed);
    };
    const { config } = readRunConfig(directory.file("config"));
    changeLine(3);
    expect(await recover(directory, config, SITTING)).toMatchObject({
      done: false,
      from: { state: { generation: 3 } },
      notices: [{ code: "checkpoint.skipped" }],
    });
    changeLine(0);
    expect(await refusalOf(recover(directory, config, SITTING))).toBe("checkpoint.none");
  });

  it("returns as notices what it passed over, and writes nothing", async () => {
    const checkpoint = join(directory.file("checkpoints"), "gen-000004.ckpt");
    writeFileSync(checkpoint, readFileSync(checkpoint).subarray(1));
    writeFileSync(directory.file("run"), "{}");
    const recovery = await recover(directory, readRunConfig(directory.file("config")).config, {
      ...SITTING,
      program: "9.9.9",
    });
    expect(recovery).toMatchObject({ done: false, from: { state: { generation: 3 } } });
    expect(recovery.notices.map(({ code }) => code)).toEqual([
      "checkpoint.skipped",
      "checkpoint.program",
      "run.record",
    ]);
    expect(readFileSync(directory.file("run"), "utf8")).toBe("{}");
  });

  it("refuses a configuration that goes through other generations", async () => {
    const config = readRunConfig(directory.file("config")).config;
    const other = { ...config, model: { ...config.model, cells: 6 } };
    expect(await refusalOf(recover(directory, other, SITTING))).toBe("run.mismatch");
  });

  it("refuses a run of which no checkpoint can be used, and one whose configuration is damaged", async () => {
    for (const generation of [3, 4]) {
      writeFileSync(join(directory.file("checkpoints"), `gen-00000${generation}.ckpt`), "");
    }
    expect(await refusalOf(recover(directory, readRunConfig(directory.file("config")).config, SITTING))).toBe(
      "checkpoint.none",
    );
    writeFileSync(directory.file("config"), "{");
    expect(await refusalOf(recover(directory, lasting(4), SITTING))).toBe("run.damaged");
  });
});
