import type { Config } from "../config/config.js";
import type { RunResult } from "../records/summary-record.js";
import { costQuantile, type DistributionStep, empiricalDistribution } from "./empirical-distribution.js";

/** What one run of a comparison came to. */
export interface ComparedRun {
  readonly seed: number;
  readonly status: "done" | "failed";
  /** Whether its champion holds the target on the fresh replicates of its report; null where there is no target. */
  readonly reached: boolean | null;
  /** Of all fitness, verification of the target included; null where it failed, as is what follows. */
  readonly cellSteps: number | null;
  /** Of the champion on fresh replicates, in bits. */
  readonly utility: number | null;
  readonly standardError: number | null;
  /** Whether the utility holds at finer time steps. */
  readonly robust: boolean | null;
}

/** What it took to reach the target: the least by which a quarter, half, three quarters of all runs had; null where fewer ever did. */
export interface Quartiles {
  readonly lower: number | null;
  readonly median: number | null;
  readonly upper: number | null;
}

/** What the runs of one case under one condition came to. */
export interface RunStatistics {
  readonly runs: number;
  readonly failed: number;
  /** Share of all runs that reached the target; null where there is none. */
  readonly successRate: number | null;
  readonly cellSteps: Quartiles;
  /** The run of highest utility on fresh replicates; null where none has one. */
  readonly best: ComparedRun | null;
  /** Share of all runs whose champion is robust. */
  readonly robust: number;
  /** Of cell-steps to target. */
  readonly distribution: readonly DistributionStep[];
}

/**
 * Whether a champion holds the target on the replicates of its report, which nothing was chosen on: at dt, and at those of
 * the reported finer time steps at which the search had to verify it.
 */
function holdsTarget({ model, search }: Config, { timeStep }: RunResult): boolean | null {
  const { target, verification } = search.stop;
  if (target === null) return null;
  const asked = verification.timeSteps.map((part) => model.dt / part);
  const steps = timeStep?.steps.filter(({ dt }, i) => i === 0 || asked.includes(dt)) ?? [];
  return steps.length > 0 && steps.every(({ utility }) => utility !== null && utility >= target);
}

/** A run under `config` that is done, or, without a result, failed. */
export function comparedRun(config: Config, result: RunResult | null): ComparedRun {
  const { seed, search } = config;
  if (result === null) {
    const unknown = { cellSteps: null, utility: null, standardError: null, robust: null };
    return { seed, status: "failed", reached: search.stop.target === null ? null : false, ...unknown };
  }
  return {
    seed,
    status: "done",
    reached: holdsTarget(config, result),
    cellSteps: result.cellSteps,
    utility: result.champion?.utility ?? null,
    standardError: result.champion?.standardError ?? null,
    robust: result.timeStep?.robust ?? null,
  };
}

/**
 * What each run took to reach its target; Infinity where it did not.
 *
 * @param spent by each run, in the order of `runs` and in any unit
 */
function costsToTarget(runs: readonly ComparedRun[], spent: readonly (number | null)[]): number[] {
  return runs.map(({ reached }, i) => (reached === true ? (spent[i] ?? Infinity) : Infinity));
}

/** Quartiles of what runs took to reach their target. @param spent as {@link costsToTarget} takes it */
export function quartilesToTarget(
  runs: readonly ComparedRun[],
  spent: readonly (number | null)[],
): Quartiles {
  const costs = costsToTarget(runs, spent);
  const quantile = (share: number): number | null => {
    const cost = costQuantile(costs, share);
    return cost < Infinity ? cost : null;
  };
  return { lower: quantile(0.25), median: quantile(0.5), upper: quantile(0.75) };
}

/** What runs of the same configuration with different seeds came to. */
export function runStatistics(runs: readonly ComparedRun[]): RunStatistics {
  const shareOf = (holds: (run: ComparedRun) => boolean): number => runs.filter(holds).length / runs.length;
  const spent = runs.map(({ cellSteps }) => cellSteps);
  const best = runs.reduce<ComparedRun | null>(
    (so, run) => (run.utility !== null && run.utility > (so?.utility ?? -Infinity) ? run : so),
    null,
  );
  return {
    runs: runs.length,
    failed: runs.filter(({ status }) => status === "failed").length,
    successRate: runs.some(({ reached }) => reached !== null)
      ? shareOf(({ reached }) => reached === true)
      : null,
    cellSteps: quartilesToTarget(runs, spent),
    best,
    robust: shareOf(({ robust }) => robust === true),
    distribution: empiricalDistribution(costsToTarget(runs, spent)),
  };
}
