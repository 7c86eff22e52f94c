import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { evolve } from "#engine/index.js";
import { inTemporaryFolder } from "../support/cli.js";
import { expectTidy, linesOf, resultsOf, start, SURVIVAL_RUN, until } from "../support/survival.js";

/** What the issue allows; the machine that tests runs other things beside. */
const MOST_MILLISECONDS = 1000;

/** A search that goes on for minutes: nothing but the signal ends it. */
const ENDLESS = { ...SURVIVAL_RUN, search: { ...SURVIVAL_RUN.search, generations: 1_000_000 } };
/** Generations that take seconds each. */
const SLOW = { search: { generations: 100 }, evaluation: { replicates: 4000 }, model: { duration: 50 } };
/** A champion that takes minutes to measure. */
const LONG_CHAMPION = {
  ...SURVIVAL_RUN,
  model: { cells: 64, duration: 20, dt: 0.01 },
  search: { ...SURVIVAL_RUN.search, generations: 2 },
  champion: { candidates: 2, replicates: 400_000, maxReplicates: 400_000 },
};

/** Starts a run, sends it a signal once `ready`, and gives how it ended and how long that took. */
async function interrupt(
  folder: string,
  config: object,
  signal: NodeJS.Signals,
  ready: (run: string) => boolean,
): Promise<{ run: string; code: number | null; stderr: string; milliseconds: number }> {
  const run = join(folder, "run");
  writeFileSync(join(folder, "config.json"), JSON.stringify(config));
  const { child, ended } = start([
    "train",
    "--no-report",
    "--config",
    join(folder, "config.json"),
    "--out",
    run,
  ]);
  await until(() => ready(run));
  await new Promise((resolve) => setTimeout(resolve, 200));
  const sent = performance.now();
  child.kill(signal);
  const { code, stderr, at } = await ended;
  return { run, code, stderr, milliseconds: at - sent };
}

function checkpointsOf(run: string): string[] {
  return readdirSync(join(run, "checkpoints"));
}

describe("the first signal", () => {
  it.each<[NodeJS.Signals, string, object, (run: string) => boolean]>([
    ["SIGINT", "between short generations", ENDLESS, (run) => linesOf(run) > 20],
    ["SIGTERM", "between short generations", ENDLESS, (run) => linesOf(run) > 20],
    ["SIGHUP", "between short generations", ENDLESS, (run) => linesOf(run) > 20],
    ["SIGQUIT", "between short generations", ENDLESS, (run) => linesOf(run) > 20],
    [
      "SIGINT",
      "in a generation of seconds",
      SLOW,
      (run) => linesOf(run) >= 0 && readdirSync(run).includes("history.jsonl"),
    ],
    ["SIGTERM", "while the champion is measured", LONG_CHAMPION, (run) => linesOf(run) === 2],
  ])(
    "%s %s ends the run with 130 within a second, with a checkpoint, and says how to go on",
    (signal, _, config, ready) =>
      inTemporaryFolder(async (folder) => {
        const { run, code, stderr, milliseconds } = await interrupt(folder, config, signal, (path) => {
          try {
            return ready(path);
          } catch {
            return false;
          }
        });
        expect(code, stderr).toBe(130);
        expect(milliseconds).toBeLessThan(MOST_MILLISECONDS);
        expect(stderr).toMatch(/Interrupted after \d+ generations\. Go on with: cellfate resume /);
        const lines = linesOf(run);
        expect(checkpointsOf(run)).toContain(`gen-${lines.toString().padStart(6, "0")}.ckpt`);
        expect(JSON.parse(readFileSync(join(run, "summary.json"), "utf8"))).toMatchObject({
          status: "interrupted",
          generations: lines,
        });
        expectTidy(run);
      }),
  );

  it("leaves a run that resumes to the bits of one never interrupted, with another number of workers", () =>
    inTemporaryFolder(async (folder) => {
      const { run, code } = await interrupt(folder, ENDLESS, "SIGINT", (path) => linesOf(path) > 20);
      expect(code).toBe(130);
      const generations = linesOf(run) + 15;
      const resumed = await start([
        "resume",
        "--no-report",
        run,
        "--workers",
        "3",
        "--set",
        `search.generations=${generations}`,
      ]).ended;
      expect(resumed.code, resumed.stderr).toBe(0);
      const plain = await evolve({ ...ENDLESS, search: { ...ENDLESS.search, generations } });
      const { history, champion } = resultsOf(run);
      expect(history).toBe(plain.history.map((record) => `${JSON.stringify(record)}\n`).join(""));
      expect((JSON.parse(champion) as { genome: number[] }).genome).toEqual([...plain.champion.genome]);
    }));

  it("before there is a run ends with 130 too", () =>
    inTemporaryFolder(async (folder) => {
      const { child, ended } = start(["train", "--no-report", "--out", join(folder, "run")], {
        // The first write of the run takes for ever.
        node: [
          "--import",
          `data:text/javascript,import fs from "node:fs"; import { syncBuiltinESMExports } from "node:module"; const { open } = fs.promises; fs.promises.open = async (...all) => { if (String(all[0]).includes("config.json")) await new Promise((r) => setTimeout(r, 60000)); return open(...all); }; syncBuiltinESMExports();`,
        ],
      });
      await until(() => readdirSync(folder).includes("run"));
      child.kill("SIGTERM");
      expect((await ended).code).toBe(130);
    }));
});

describe("the second signal", () => {
  it("ends the process at once, though the checkpoint cannot be written", () =>
    inTemporaryFolder(async (folder) => {
      const run = join(folder, "run");
      writeFileSync(
        join(folder, "config.json"),
        JSON.stringify({ ...ENDLESS, run: { checkpointEvery: 100_000 } }),
      );
      const { child, ended } = start(
        ["train", "--no-report", "--config", join(folder, "config.json"), "--out", run],
        {
          // A disk that never answers.
          node: [
            "--import",
            `data:text/javascript,import fs from "node:fs"; import { syncBuiltinESMExports } from "node:module"; const { open } = fs.promises; fs.promises.open = async (...all) => { if (String(all[0]).includes(".ckpt")) await new Promise((r) => setTimeout(r, 60000)); return open(...all); }; syncBuiltinESMExports();`,
          ],
        },
      );
      await until(() => linesOf(run) > 5);
      child.kill("SIGINT");
      await new Promise((resolve) => setTimeout(resolve, 300));
      expect(child.exitCode).toBeNull();
      const sent = performance.now();
      child.kill("SIGINT");
      const { code, at } = await ended;
      expect(code).toBe(130);
      expect(at - sent).toBeLessThan(MOST_MILLISECONDS / 2);
    }));
});
