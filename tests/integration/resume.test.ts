import {
  appendFileSync,
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { decodeCheckpoint, encodeCheckpoint, evolve, resolveConfig } from "#engine/index.js";
import { cellfate, inTemporaryFolder } from "../support/cli.js";
import { expectTidy, allResultsOf, SURVIVAL_RUN } from "../support/survival.js";

const [HALF, GENERATIONS] = [20, 40];
const FURTHER = ["--set", `search.generations=${GENERATIONS}`];

describe("resume", () => {
  let home: string;
  let expected: ReturnType<typeof allResultsOf>;

  /** A run that is done after half of the generations. */
  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), "cellfate-test-"));
    const half = { ...SURVIVAL_RUN, search: { ...SURVIVAL_RUN.search, generations: HALF } };
    writeFileSync(join(home, "config.json"), JSON.stringify(half));
    for (const [name, set] of [
      ["half", []],
      ["whole", FURTHER],
    ] as const) {
      const args = [
        "train",
        "--no-report",
        "--config",
        join(home, "config.json"),
        "--out",
        join(home, name),
        "--quiet",
        ...set,
      ];
      const { code, stderr } = await cellfate(args);
      expect(code, stderr).toBe(0);
    }
    expected = allResultsOf(join(home, "whole"));
  });
  afterAll(() => rmSync(home, { recursive: true, force: true }));

  /** A copy of the half run to do something to. */
  function withRun(work: (run: string) => Promise<void>): Promise<void> {
    return inTemporaryFolder(async (folder) => {
      const run = join(folder, "run");
      cpSync(join(home, "half"), run, { recursive: true });
      await work(run);
    });
  }

  const checkpoint = (run: string, generation: number): string =>
    join(run, "checkpoints", `gen-${generation.toString().padStart(6, "0")}.ckpt`);

  async function expectWhole(run: string, ...options: string[]): Promise<string> {
    const { code, stderr } = await cellfate([
      "resume",
      "--no-report",
      run,
      "--quiet",
      ...FURTHER,
      ...options,
    ]);
    expect(code, stderr).toBe(0);
    expect(allResultsOf(run)).toEqual(expected);
    expectTidy(run);
    return stderr;
  }

  it("of a run that is done says so, changes nothing, and ends with 0", () =>
    withRun(async (run) => {
      const files = (): string[] => readdirSync(run, { recursive: true }).map(String).sort();
      const [before, champion] = [files(), allResultsOf(run)];
      const { code, stdout, stderr } = await cellfate(["resume", "--no-report", run, "--json"]);
      expect(code).toBe(0);
      expect(stderr).toMatch(/already done: 20 generations\. To go on: --set search\.stop\.generations=40/);
      expect(JSON.parse(stdout)).toMatchObject({ status: "done", generations: HALF });
      expect(files()).toEqual(before);
      expect(allResultsOf(run)).toEqual(champion);
    }));

  it.each([1, 2, 5])(
    "goes on with a run that is done, and %i workers, to the bits of one that was longer from the start",
    (n) =>
      withRun(async (run) => {
        await expectWhole(run, "--workers", `${n}`);
        const record = JSON.parse(readFileSync(join(run, "run.json"), "utf8")) as Record<string, unknown>;
        expect(record["resumed"]).toEqual([
          expect.objectContaining({
            generation: HALF,
            changes: expect.arrayContaining(["search.stop.generations: 20, not 40"]) as unknown,
          }),
        ]);
      }),
  );

  it("repairs a torn last line, and drops lines that no checkpoint knows of", () =>
    withRun(async (run) => {
      appendFileSync(join(run, "history.jsonl"), '{"generation":20,"best":9}\n{"generation":21,"be');
      await expectWhole(run);
    }));

  it("warns of a damaged newest checkpoint and uses the one before", () =>
    withRun(async (run) => {
      const bytes = readFileSync(checkpoint(run, HALF));
      bytes[bytes.length >> 1]! ^= 1;
      writeFileSync(checkpoint(run, HALF), bytes);
      expect(await expectWhole(run)).toMatch(
        /warning: gen-000020\.ckpt is skipped: The checkpoint is damaged: the checksum/,
      );
    }));

  it("goes back to a checkpoint whose history is there when later lines are lost", () =>
    withRun(async (run) => {
      const lines = readFileSync(join(run, "history.jsonl"), "utf8").split("\n");
      truncateSync(join(run, "history.jsonl"), lines.slice(0, 17).join("\n").length + 1);
      expect(await expectWhole(run)).toMatch(
        /gen-000020\.ckpt is skipped: history\.jsonl does not have the 20 lines/,
      );
    }));

  it("starts over when no checkpoint was written yet", () =>
    withRun(async (run) => {
      for (const name of readdirSync(join(run, "checkpoints"))) rmSync(join(run, "checkpoints", name));
      for (const name of ["champion.json", "summary.json"]) rmSync(join(run, name));
      expect(await expectWhole(run)).toMatch(/the 20 generations of the history are made again/);
    }));

  it("changes nothing of a run whose checkpoints are gone, and says how to make it anew", () =>
    withRun(async (run) => {
      rmSync(join(run, "checkpoints"), { recursive: true });
      const before = allResultsOf(run);
      const { code, stderr } = await cellfate(["resume", "--no-report", run, ...FURTHER]);
      expect(code).toBe(3);
      expect(stderr).toMatch(/has results but no checkpoint[^]*cellfate train --config/);
      expect(allResultsOf(run)).toEqual(before);
    }));

  it("does not go on from a history two of whose bytes were changed since", () =>
    withRun(async (run) => {
      const file = join(run, "history.jsonl");
      const changed = readFileSync(file, "utf8").replace('":', "}}");
      writeFileSync(file, changed);
      const { code, stderr } = await cellfate(["resume", "--no-report", run, ...FURTHER]);
      expect(code).toBe(3);
      expect(stderr).toMatch(/No checkpoint of the run can be used/);
      expect(readFileSync(file, "utf8")).toBe(changed);
    }));

  it("without a usable checkpoint ends with 3 and says how to make the run anew", () =>
    withRun(async (run) => {
      for (const name of readdirSync(join(run, "checkpoints")))
        writeFileSync(join(run, "checkpoints", name), "");
      const history = readFileSync(join(run, "history.jsonl"));
      const { code, stderr } = await cellfate(["resume", "--no-report", run, ...FURTHER]);
      expect(code).toBe(3);
      expect(stderr).toMatch(/No checkpoint of the run can be used[^]*cellfate train --config/);
      expect(readFileSync(join(run, "history.jsonl"))).toEqual(history);
    }));

  it.each<[string, string[], RegExp]>([
    ["another model", ["--set", "model.dt=0.01"], /model\.dt: 0\.02, not 0\.01/],
    ["another seed", ["--set", "seed=5"], /seed: 11, not 5/],
    ["another population", ["--set", "search.population=8"], /search\.strategy\.population: 6, not 8/],
  ])("with %s ends with 3 and says what differs", (_, options, says) =>
    withRun(async (run) => {
      const { code, stderr } = await cellfate(["resume", "--no-report", run, ...options]);
      expect(code).toBe(3);
      expect(stderr).toMatch(says);
    }),
  );

  it("with a config.json that is not the checkpoint's ends with 3 and says what differs", () =>
    withRun(async (run) => {
      const config = JSON.parse(readFileSync(join(run, "config.json"), "utf8")) as {
        model: { cells: number };
      };
      config.model.cells = 6;
      writeFileSync(join(run, "config.json"), JSON.stringify(config));
      const { code, stderr } = await cellfate(["resume", "--no-report", run, ...FURTHER]);
      expect(code).toBe(3);
      expect(stderr).toMatch(/model\.cells: 6, not 5/);
    }));

  it("of another numerics version ends with 3, of another program version is noted and done", () =>
    withRun(async (run) => {
      const saved = decodeCheckpoint(readFileSync(checkpoint(run, HALF)));
      writeFileSync(
        checkpoint(run, HALF),
        encodeCheckpoint({ ...saved, numericsVersion: 2, program: "9.9.9" }),
      );
      const refused = await cellfate(["resume", "--no-report", run, ...FURTHER]);
      expect(refused.code).toBe(3);
      expect(refused.stderr).toMatch(/numerics version 2, this program has 1[^]*version 9\.9\.9 of cellfate/);
      writeFileSync(checkpoint(run, HALF), encodeCheckpoint({ ...saved, program: "9.9.9" }));
      expect(await expectWhole(run)).toMatch(/written by version 9\.9\.9/);
    }));

  it.each<[string, string | null]>([
    ["missing", null],
    ["no JSON", "{"],
    ["no object", "[]"],
    ["hostile", '{"resumed":7,"__proto__":{"table":1}}'],
    ["deep", "[".repeat(100_000)],
  ])("with a run.json that is %s begins it anew and says so", (_, content) =>
    withRun(async (run) => {
      if (content === null) rmSync(join(run, "run.json"));
      else writeFileSync(join(run, "run.json"), content);
      expect(await expectWhole(run)).toMatch(/run\.json is damaged/);
      expect(JSON.parse(readFileSync(join(run, "run.json"), "utf8"))).toMatchObject({ schemaVersion: 1 });
    }),
  );

  it.each(["", "{", "[]", '{"seed":-1}', "[".repeat(100_000)])(
    "with the config.json `%s` ends with 3",
    (content) =>
      withRun(async (run) => {
        writeFileSync(join(run, "config.json"), content);
        const { code, stderr } = await cellfate(["resume", "--no-report", run]);
        expect(code).toBe(3);
        expect(stderr).toMatch(/configuration of the run cannot be used/);
        expect(stderr.length).toBeLessThan(3000);
      }),
  );

  it("of a run in use ends with 2; the lock of a dead process is taken over", () =>
    withRun(async (run) => {
      const lock = (pid: number): void =>
        writeFileSync(join(run, "lock"), JSON.stringify({ pid, host: hostname(), began: null }));
      lock(process.pid);
      const { code, stderr } = await cellfate(["resume", "--no-report", run]);
      expect(code).toBe(2);
      expect(stderr).toMatch(new RegExp(`in use by process ${process.pid} on `));
      // No process of Linux has this number.
      lock(2 ** 22 + 1);
      await expectWhole(run);
    }));
});

describe("what a run records", () => {
  it("is all that run.json should hold, and a seed that was drawn", () =>
    inTemporaryFolder(async (folder) => {
      const run = join(folder, "run");
      writeFileSync(join(folder, "c.json"), JSON.stringify(SURVIVAL_RUN));
      const args = [
        "train",
        "--no-report",
        "--config",
        join(folder, "c.json"),
        "--seed",
        "random",
        "--backend",
        "auto",
        "--out",
        run,
      ];
      expect((await cellfate([...args, "--quiet"])).code).toBe(0);
      const read = (name: string): Record<string, unknown> =>
        JSON.parse(readFileSync(join(run, name), "utf8")) as Record<string, unknown>;
      expect(read("run.json")).toEqual({
        schemaVersion: 1,
        numericsVersion: 1,
        program: expect.stringMatching(/^\d+\.\d+\.\d+/) as unknown,
        node: process.version,
        lockFileHash: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown,
        machine: expect.objectContaining({ platform: process.platform }) as unknown,
        backend: { name: "wasm", reason: expect.stringMatching(/^auto: /) as unknown },
        workers: expect.any(Number) as unknown,
        table: { intervals: expect.any(Number) as unknown, errorOverBound: expect.any(Number) as unknown },
        started: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) as unknown,
        resumed: [],
      });
      const config = resolveConfig(read("config.json"));
      expect(config.run.backend).toBe("wasm");
      expect(config.seed).not.toBe(SURVIVAL_RUN.seed);
      const { champion } = await evolve(config);
      expect(read("champion.json")["genome"]).toEqual([...champion.genome]);
    }));
});
