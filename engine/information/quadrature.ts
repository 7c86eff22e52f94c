import { exp } from "../../kernels/index.js";

/** Points whose weight is below e^−LEAST of the largest one are left out. */
const LEAST = 42;
/** The weights have poles at Im t = π, for which this step gives errors of 1e-17. */
const LARGEST_STEP = 0.5;
/** Two or three are enough; the bound only keeps a weight that is not a number from going on for ever. */
const MOST_HALVINGS = 10;

/**
 * Where `f` is largest on the points `from`, `from + 1`, …, `to`, refined by golden section between its
 * neighbours.
 */
function maximum(f: (t: number) => number, from: number, to: number): number {
  let best = from;
  let height = f(from);
  for (let t = from + 1; t <= to; t++) {
    const candidate = f(t);
    if (candidate > height) [best, height] = [t, candidate];
  }
  const ratio = 0.6180339887498949;
  let [low, high] = [best - 1, best + 1];
  // 20 cuts leave an interval of 1e-4, narrow beside any peak of at most 1e6 observations.
  for (let cut = 0; cut < 20; cut++) {
    const [left, right] = [high - ratio * (high - low), low + ratio * (high - low)];
    if (f(left) < f(right)) low = left;
    else high = right;
  }
  return 0.5 * (low + high);
}

/** A point that a mean is taken over. */
interface WeightedNode {
  readonly t: number;
  /** e^(logWeight(t) − logWeight(mode)) */
  readonly weight: number;
  readonly value: number;
}

/** A mean, and the nodes whose weighted mean it is: weights that differ little can be put to the same nodes. */
export interface LineMean {
  readonly mean: number;
  readonly nodes: readonly WeightedNode[];
}

/**
 * The mean of `value(t)` over the real line with the weight e^logWeight(t), which need not be normalised:
 * ∫ value·e^logWeight dt / ∫ e^logWeight dt.
 *
 * For a weight that is analytic near the real line, has one maximum, between `from` and `to`, and falls off
 * exponentially or faster on both sides. The trapezoidal rule, whose error is then exponentially small in
 * 1/step (Trefethen & Weideman 2014, SIAM Review 56:385, Theorem 5.1): halving the step squares the relative
 * error, so once a halving changes the mean by less than 1e-9 of it, what is left is rounding.
 */
export function meanOverLine(
  logWeight: (t: number) => number,
  value: (t: number) => number,
  from: number,
  to: number,
): LineMean {
  const mode = maximum(logWeight, from, to);
  const height = logWeight(mode);
  const nodes: WeightedNode[] = [];
  let weights = 0;
  let sum = 0;
  /** Adds the points mode + offset, mode + offset ± step, … until they no longer count. */
  const add = (offset: number, step: number): void => {
    for (const direction of [1, -1]) {
      for (let k = direction > 0 ? 0 : 1; ; k++) {
        const t = mode + offset + direction * k * step;
        const drop = height - logWeight(t);
        if (!(drop < LEAST)) break;
        const node = { t, weight: exp(-drop), value: value(t) };
        nodes.push(node);
        weights += node.weight;
        sum += node.weight * node.value;
      }
    }
  };
  let step = LARGEST_STEP;
  // About the standard deviation of a Gaussian peak, with which the rule is good to 3e-9.
  while (2 * height - logWeight(mode - step) - logWeight(mode + step) > 1) step /= 2;
  add(0, step);
  for (let halving = 0; halving < MOST_HALVINGS; halving++) {
    const previous = sum / weights;
    add(step / 2, step);
    step /= 2;
    if (Math.abs(sum / weights - previous) <= 1e-9 * Math.abs(previous)) break;
  }
  return { mean: sum / weights, nodes };
}
