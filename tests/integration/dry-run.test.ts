import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { MAIN } from "../support/cli.js";

/** Prints the peak resident memory of the process, in kB, as it ends. */
const PEAK =
  "data:text/javascript,process.on('exit',()=>process.stderr.write(`peak ${process.resourceUsage().maxRSS}`))";
const LARGE = "network.hidden=[256,256,256,256,256,256,256,256]";
const DIRECT = "evaluation.regulation=direct";

describe("a dry run", () => {
  it.each([
    [],
    [LARGE, DIRECT, "model.cells=4096"],
    [LARGE, DIRECT, "model.cells=4096", "run.backend=reference"],
    ["search.strategy.population=65536", "model.cells=4096", "evaluation.randomNumbers=independent"],
    ["model.dt=0.0001", "model.duration=100000", "model.cells=4096", "run.backend=reference"],
  ])("answers at once and takes no more memory than it says: %s %s %s %s", (...assignments) => {
    const options = assignments.flatMap((assignment) => ["--set", assignment]);
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ["--import", PEAK, MAIN, "train", "--dry-run", "--json", "--workers", "1", ...options],
      // Two seconds on an idle machine; others may be at work on this one.
      { encoding: "utf8", timeout: 8000 },
    );
    expect(status, stderr).toBe(0);
    const { expectedBytes } = JSON.parse(stdout) as { expectedBytes: number };
    const peak = 1024 * Number(/peak (\d+)/.exec(stderr)?.[1]);
    expect(peak).toBeLessThanOrEqual(1.25 * expectedBytes);
  });
});
