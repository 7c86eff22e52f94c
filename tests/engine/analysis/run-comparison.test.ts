import { describe, expect, it } from "vitest";
import {
  comparedRun,
  type ComparedRun,
  quartilesToTarget,
  resolveConfig,
  type RunResult,
  runStatistics,
} from "#engine/index.js";

/** A result with these utilities at dt, dt/2 and dt/4, dt being 0.01. */
function result(...utilities: readonly number[]): RunResult {
  const steps = utilities.map((utility, i) => ({ dt: 0.01 / 2 ** i, utility, standardError: 0.001 }));
  return {
    cellSteps: 1000,
    wallSeconds: 2,
    champion: { utility: utilities[0]!, standardError: 0.001 },
    timeStep: { steps, robust: true },
  };
}

function run(seed: number, cellSteps: number | null, utility: number | null, reached: boolean): ComparedRun {
  const status = cellSteps === null ? "failed" : "done";
  return { seed, status, reached, cellSteps, utility, standardError: 0.001, robust: seed % 2 === 0 };
}

describe("a run", () => {
  const under = (timeSteps: readonly number[], target: number | null = 0.9) =>
    resolveConfig({ search: { stop: { target, verification: { timeSteps } } } });

  it("reached the target if its champion holds it on the replicates of its report", () => {
    expect(comparedRun(under([1]), result(0.9)).reached).toBe(true);
    expect(comparedRun(under([1]), result(0.8999)).reached).toBe(false);
  });

  it("has to hold it at the finer time steps at which the search verified it, and at no other", () => {
    expect(comparedRun(under([1]), result(0.95, 0.5, 0.4)).reached).toBe(true);
    expect(comparedRun(under([1, 2]), result(0.95, 0.92, 0.4)).reached).toBe(true);
    expect(comparedRun(under([1, 4]), result(0.95, 0.92, 0.4)).reached).toBe(false);
  });

  it("reached nothing where there is no target to reach", () => {
    expect(comparedRun(under([1], null), result(0.95)).reached).toBeNull();
    expect(comparedRun(under([1], null), null).reached).toBeNull();
  });

  it("that failed did not reach the target", () => {
    expect(comparedRun(under([1]), null)).toEqual({
      ...{ seed: 42, status: "failed", reached: false },
      ...{ cellSteps: null, utility: null, standardError: null, robust: null },
    });
  });
});

describe("runs of one configuration", () => {
  const runs = [
    run(1, 400, 0.95, true),
    run(2, 900, 0.97, false),
    run(3, null, null, false),
    run(4, 100, 0.96, true),
  ];

  it("are counted, those that failed and those that never came to the target among all", () => {
    const statistics = runStatistics(runs);
    expect(statistics).toMatchObject({ runs: 4, failed: 1, successRate: 0.5, robust: 0.5 });
    expect(statistics.cellSteps).toEqual({ lower: 100, median: 400, upper: null });
    expect(statistics.distribution).toEqual([
      { cost: 100, share: 0.25 },
      { cost: 400, share: 0.5 },
    ]);
  });

  it("have as their best the one of highest utility, whether it reached the target or not", () => {
    expect(runStatistics(runs).best?.seed).toBe(2);
    expect(runStatistics([run(3, null, null, false)]).best).toBeNull();
  });

  it("took so many seconds to the target as those that reached it did", () => {
    expect(quartilesToTarget(runs, [8, 1, null, 2])).toEqual({ lower: 2, median: 8, upper: null });
  });
});
