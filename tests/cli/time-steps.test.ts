import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parseRegulator, resolveConfig, type TimeStepCheck } from "#engine/index.js";
import { cellfate, inTemporaryFolder } from "../support/cli.js";

const TANH = ["evaluate", "--regulator", "tanh:amplitude=1,gain=5,centre=0.5", "--replicates", "400"];
const set = (...assignments: string[]): string[] => assignments.flatMap((a) => ["--set", a]);
/** Steps far too long: U is .40 at dt, .58 at dt/2 and .60 at dt/4, 20 and more standard errors above. */
const LONG = set("model.cells=5", "model.duration=4", "model.dt=1");
/** Two steps of a function that drives apart: U is .33 at dt and .23 at dt/2. */
const APART = [
  ...["evaluate", "--regulator", "tanh:amplitude=-3,gain=50,centre=0.5", "--replicates", "2000"],
  ...set("model.cells=3", "model.duration=0.5", "model.dt=0.25"),
];

async function checked(args: readonly string[]): Promise<TimeStepCheck> {
  const { code, stdout, stderr } = await cellfate([...args, "--json"]);
  expect(code, stderr).toBe(0);
  return (JSON.parse(stdout) as { timeStep: TimeStepCheck }).timeStep;
}

describe("cellfate evaluate --time-steps", () => {
  it("measures at dt/2 and dt/4 unless told otherwise, and says that the utility holds", async () => {
    const { stdout, stderr } = await cellfate([...TANH, ...LONG, "--time-steps"]);
    expect(stderr).toBe("");
    expect(stdout).toMatch(
      /time step +U +0\.\d{4} ± 0\.\d{4} at dt 1, 0\.\d{4} ± 0\.\d{4} at dt 0\.5, 0\.\d{4} ± 0\.\d{4} at dt 0\.25\n +robust: it holds/,
    );
  });

  it("measures at the parts that are named, in JSON too", async () => {
    const { steps, robust, sensitive } = await checked([...TANH, ...LONG, "--time-steps", "2,10"]);
    expect(steps.map(({ dt }) => dt)).toEqual([1, 0.5, 0.1]);
    for (const { utility, standardError } of steps) {
      expect(utility).toBeGreaterThan(0.3);
      expect(standardError).toBeGreaterThan(0);
    }
    expect({ robust, sensitive }).toEqual({ robust: true, sensitive: true });
  });

  it("says of a utility that is lost at a finer time step that it is not robust", async () => {
    const { stdout } = await cellfate([...APART, "--time-steps", "2"]);
    expect(stdout).toContain("not robust: it loses more than 0.01 at a finer time step");
    const { steps, robust } = await checked([...APART, "--time-steps", "2"]);
    expect(robust).toBe(false);
    expect(steps[1]!.utility).toBeLessThan((steps[0]!.utility ?? NaN) - 0.05);
  });

  it("is silent of it where it is not asked for", async () => {
    const { stdout } = await cellfate([...TANH, ...LONG, "--json"]);
    expect(JSON.parse(stdout)).not.toHaveProperty("timeStep");
  });

  it.each(["1", "0", "-2", "2.5", "x", "2,", ""])("refuses the parts `%s`", async (parts) => {
    const { code, stdout, stderr } = await cellfate([...TANH, ...LONG, `--time-steps=${parts}`]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain("--time-steps: expected a whole number 2 …");
  });

  it("refuses more steps than the counter of the noise has room for, before it simulates", async () => {
    const { code, stderr } = await cellfate([...TANH, ...LONG, "--time-steps", "2,1073741824"]);
    expect(code).toBe(2);
    expect(stderr).toContain("Take parts up to 1073741823.");
  });
});

describe("cellfate evaluate", () => {
  /** What is told of a champion with this regulator. */
  async function warned(regulator: string, model: object): Promise<string> {
    return inTemporaryFolder(async (folder) => {
      const file = join(folder, "champion.json");
      const { hidden, genome } = parseRegulator(regulator)!;
      const config = resolveConfig({ model });
      const network = { hidden };
      const champion = { schemaVersion: 1, seed: 3, generation: 0, model: config.model, network };
      writeFileSync(file, JSON.stringify({ ...champion, genome: [...genome] }));
      const { code, stderr } = await cellfate(["evaluate", file, "--replicates", "500"]);
      expect(code).toBe(0);
      return stderr;
    });
  }

  it("warns of a table that changes the utility, with both and the cure, and of no other", async () => {
    // Nearly 500 times its bound, and the same patterns.
    expect(await warned("tanh:amplitude=10,gain=3000,centre=0.50006", {})).toBe("");
    const within = { noiseStrength: 2e-4, initialSpread: 0 };
    expect(await warned("tanh:amplitude=0.01,gain=100000,centre=0.50001", within)).toMatch(
      /^warning: The table of f misses its error bound \d+\.\d-fold at 4096 intervals, which changes the utility: 0\.\d{4} by the table, 0\.\d{4} by the network in every step, on the same 500 replicates\.\n.*evaluation\.regulation=direct/,
    );
  });
});
