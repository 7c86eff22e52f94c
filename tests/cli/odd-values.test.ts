import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { resolveOptions } from "#cli/input/config-source.js";
import { CellfateError } from "#engine/index.js";
import { cellfate, inTemporaryFolder } from "../support/cli.js";

/** The message that `--set` of a value is refused with. */
function messageFor(assignment: string): string {
  try {
    resolveOptions({ set: [assignment] });
  } catch (error) {
    if (error instanceof CellfateError) return `${error.code}: ${error.message}`;
    throw error;
  }
  return "taken";
}

describe("an odd value", () => {
  it.each([
    ["model.dt=.nan", "model.dt: expected a finite number, got NaN"],
    ["model.dt=.inf", "model.dt: expected a finite number, got Infinity"],
    ["model.dt=-.inf", "model.dt: expected a finite number, got -Infinity"],
    ["seed=1e400", "seed: expected a finite number, got Infinity"],
    ["run.workers=1.5", 'run.workers: expected "auto" or a whole number, got 1.5'],
    ["run.workers=0", "run.workers: expected a number ≥ 1, got 0"],
    ["model.cells=x", 'model.cells: expected a value of type number, got "x"'],
    ["model.boundary=shut", "model.boundary: expected one of"],
  ])("%s is told as what it is", (assignment, message) => {
    expect(messageFor(assignment)).toContain(`config.invalid: ${message}`);
  });

  // 60 values that no key can have, on keys of every kind.
  const VALUES = [
    "",
    "null",
    "true",
    ".nan",
    ".inf",
    "-.inf",
    "1e400",
    "-1",
    "1.5e-400x",
    "[]",
    "{}",
    "[[[]]]",
  ];
  const KEYS = ["model.cells", "model.dt", "network.hidden", "evaluation.estimator", "run.workers"];
  it.each(KEYS.flatMap((key) => VALUES.map((value) => `${key}=${value}`)))("%s is refused", (assignment) => {
    expect(messageFor(assignment)).toMatch(/^(config|usage)\./);
  });
});

describe("a file that asks for YAML 1.1", () => {
  it("is refused, as its values would mean something else", () =>
    inTemporaryFolder(async (folder) => {
      const file = join(folder, "old.yaml");
      writeFileSync(file, "%YAML 1.1\n---\nseed: 010\n");
      const { code, stderr } = await cellfate(["config", "--show", "--config", file]);
      expect(code).toBe(2);
      expect(stderr).toContain("asks for YAML 1.1; only YAML 1.2 is read");
      expect(stderr).toContain(`${file}:1:1`);
    }));
});
