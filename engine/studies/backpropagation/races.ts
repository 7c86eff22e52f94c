import { costQuantile, empiricalDistribution } from "../../analysis/empirical-distribution.js";
import type { Config } from "../../config/config.js";
import { followTraining } from "../../gradient/diagnosis/follow-training.js";
import type { AttainedCase } from "../../records/comparison-record.js";
import { genomeOf } from "../../strategies/strategy.js";
import { type Laboratory, measure, presetWith, sized } from "../laboratory.js";

/** Bits: where the plateau begins. */
export const TARGET = 0.65;
/** Cell-steps that a search may take, passes back included. */
export const BUDGET = 2.8e8;
/** Of the measurement that decides whether the target is reached, which is not counted. */
export const FRESH_REPLICATES = 3000;
/** More than the budget has. */
const MOST_GENERATIONS = 1000;
/** Who may have reached the target is measured: on a search's few replicates a fitness is off by less. */
const SLACK = 0.1;
/** The first of the seeds: nothing was tuned on them, and docs/gradients-budget.md has others. */
export const FIRST_SEED = 6021;

/** The presets that race, by what they are called. */
export const RACERS = { gradients: "gradient", "(μ+λ)": "lateral-inhibition" } as const;

/** What searches took to reach the target, in cell-steps by seed; Infinity where the budget was spent before. */
export interface Race {
  readonly label: keyof typeof RACERS;
  readonly costs: readonly number[];
}

/** Cell-steps until the best of a generation has the target on fresh replicates. */
async function costToTarget(laboratory: Laboratory, config: Config): Promise<number> {
  let cost = 0;
  for await (const { record, population } of followTraining(config, laboratory.evaluate)) {
    const { cellSteps, best, bestIndividual, generation } = record;
    cost += cellSteps;
    if (cost > BUDGET) break;
    if ((best ?? 0) < TARGET - SLACK) continue;
    const genome = genomeOf(population, bestIndividual);
    const { utility } = await measure(laboratory, config, genome, FRESH_REPLICATES, generation);
    if ((utility ?? 0) >= TARGET) return cost;
  }
  return Infinity;
}

/** Gradients and evolution from the same gentle networks, on one budget. */
export function racesOf(laboratory: Laboratory): Promise<readonly Race[]> {
  const seeds = Array.from({ length: sized(laboratory, 20, 3) }, (_, i) => FIRST_SEED + i);
  const search = { stop: { generations: MOST_GENERATIONS } };
  return Promise.all(
    (["gradients", "(μ+λ)"] as const).map(async (label) => ({
      label,
      costs: await Promise.all(
        seeds.map((seed) => costToTarget(laboratory, presetWith(RACERS[label], { seed, search }))),
      ),
    })),
  );
}

/** The median of what a race took; Infinity where fewer than half reached the target. */
export function medianOf({ costs }: Race): number {
  return costQuantile(costs, 0.5);
}

/** A race as a case of a comparison. */
export function attainedCase(race: Race): AttainedCase {
  const { label, costs } = race;
  const median = medianOf(race);
  return {
    ...{ case: label, condition: null, target: TARGET, runs: costs.length },
    cellSteps: { median: median < Infinity ? median : null },
    distribution: empiricalDistribution(costs),
  };
}
