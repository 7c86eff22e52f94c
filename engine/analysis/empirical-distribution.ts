/** Where an empirical distribution rises. */
export interface DistributionStep {
  /** What it took, in the unit of the costs. */
  readonly cost: number;
  /** The share of all runs, 0 … 1, that had reached their target by then. */
  readonly share: number;
}

/**
 * The empirical distribution of what runs took to reach their target: the share of all runs that had reached it by so much,
 * a step for each cost at which it rises. One that never reached it took Infinity: it counts among all and makes no step.
 *
 * @param costs of each run, ≥ 0, in any order
 * @see Hansen et al., COCO: Performance Assessment, arXiv:1605.03560, section 4
 */
export function empiricalDistribution(costs: readonly number[]): DistributionStep[] {
  const ordered = [...costs].sort((a, b) => a - b);
  return ordered
    .map((cost, i) => ({ cost, share: (i + 1) / ordered.length }))
    .filter(({ cost }, i) => cost < Infinity && cost !== ordered[i + 1]);
}

/**
 * The least cost by which a share of all runs had reached their target: where the {@link empiricalDistribution} comes up to
 * it, so that no mean is taken with a run that never did. Infinity where fewer did, or there is no run.
 *
 * @param share above 0, at most 1: 0.5 for the median
 */
export function costQuantile(costs: readonly number[], share: number): number {
  return empiricalDistribution(costs).find((step) => step.share >= share)?.cost ?? Infinity;
}
