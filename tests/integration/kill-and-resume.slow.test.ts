import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { inTemporaryFolder } from "../support/cli.js";
import {
  createRandom,
  expectTidy,
  type Fault,
  FULL,
  allResultsOf,
  start,
  SURVIVAL_RUN,
} from "../support/survival.js";

/** Kills of each kind; a run is killed up to so often before it may finish. */
const KILLS = FULL ? 100 : 10;
const KILLS_PER_RUN = 5;
/** A process needs this long to begin, and the run about as long again. */
const LATEST_KILL = 900;

const POINTS = [
  "after the temporary file",
  "before the rename",
  "before the folder's fsync",
  "between history line and checkpoint",
  "torn history line",
  "any call",
];

// A SIGKILL leaves the system's caches alone: these tests show that every order of completed writes can be resumed
// from, not that fsync does what it promises when the power fails.
describe("a run that is killed with SIGKILL again and again", () => {
  let expected: ReturnType<typeof allResultsOf>;

  beforeAll(async () => {
    await inTemporaryFolder(async (folder) => {
      expected = await finish(folder, join(folder, "uninterrupted"), 2);
    });
  });

  function command(folder: string, run: string, workers: number): string[] {
    const config = join(folder, "config.json");
    writeFileSync(config, JSON.stringify(SURVIVAL_RUN));
    const what = existsSync(join(run, "config.json"))
      ? ["resume", "--no-report", run]
      : ["train", "--no-report", "--config", config, "--out", run];
    return [...what, "--quiet", "--workers", `${workers}`];
  }

  async function finish(folder: string, run: string, workers: number): Promise<typeof expected> {
    const { code, stderr } = await start(command(folder, run, workers)).ended;
    expect(code, stderr).toBe(0);
    expectTidy(run);
    return allResultsOf(run);
  }

  /** Runs to the end over kills, `begin` starting each sitting; the number of kills. */
  async function surviveKills(
    random: () => number,
    begin: (args: string[]) => ReturnType<typeof start>,
  ): Promise<number> {
    return inTemporaryFolder(async (folder) => {
      const run = join(folder, "run");
      const workers = (): number => 1 + Math.trunc(3 * random());
      for (let kills = 0; kills < KILLS_PER_RUN; kills++) {
        const { signal, code, stderr } = await begin(command(folder, run, workers())).ended;
        if (signal === null) {
          // It was faster than its killer.
          expect(code, stderr).toBe(0);
          expect(allResultsOf(run)).toEqual(expected);
          return kills;
        }
        expect(signal).toBe("SIGKILL");
      }
      expect(await finish(folder, run, workers())).toEqual(expected);
      return KILLS_PER_RUN;
    });
  }

  it(
    `at ${KILLS} random moments ends with the bits of a run never interrupted`,
    { timeout: 10_000 * KILLS },
    async () => {
      const random = createRandom(1);
      for (let kills = 0; kills < KILLS;) {
        kills += await surviveKills(random, (args) => {
          const run = start(args);
          const timer = setTimeout(() => run.child.kill("SIGKILL"), 100 + (LATEST_KILL - 100) * random());
          void run.ended.then(() => clearTimeout(timer));
          return run;
        });
      }
    },
  );

  it(
    `at ${KILLS} named points of its writing ends with the bits of a run never interrupted`,
    { timeout: 10_000 * KILLS },
    async () => {
      const random = createRandom(2);
      let point = 0;
      for (let kills = 0; kills < KILLS;) {
        kills += await surviveKills(random, (args) => {
          const name = POINTS[point++ % POINTS.length]!;
          const most = name === "any call" ? 60 : 6;
          const fault: Fault = { point: name, at: 1 + Math.trunc(most * random()), action: "kill" };
          return start(args, { fault });
        });
      }
    },
  );
});
