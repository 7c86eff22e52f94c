import { CellfateError } from "../../kernels/index.js";

/**
 * How often each count occurs: what an entropy depends on, and nothing more. Sums over it cost one term per
 * distinct count, at most √(2n) of them, and come out the same to the last bit in whatever order the counts
 * came.
 */
export interface CountSpectrum {
  /** The distinct counts, ascending, each ≥ 1. */
  readonly values: Float64Array;
  /** `[value]`: how many categories were counted that often, each ≥ 1. */
  readonly multiplicities: Float64Array;
  /** n, the number of observations. */
  readonly total: number;
  /** K_obs, the number of categories seen at least once. */
  readonly observed: number;
}

/** The spectrum of sorted counts ≥ 1. */
function spectrumOfSorted(sorted: Float64Array): CountSpectrum {
  const values: number[] = [];
  const multiplicities: number[] = [];
  let total = 0;
  for (const count of sorted) {
    total += count;
    if (count === values.at(-1)) multiplicities[multiplicities.length - 1]! += 1;
    else {
      values.push(count);
      multiplicities.push(1);
    }
  }
  return {
    values: Float64Array.from(values),
    multiplicities: Float64Array.from(multiplicities),
    total,
    observed: sorted.length,
  };
}

/**
 * The {@link CountSpectrum} of `counts`, one entry a category, in any order; zeros are left out.
 *
 * @throws CellfateError `information.bad-count` for anything that is not an integer ≥ 0.
 */
export function countSpectrum(counts: ArrayLike<number>): CountSpectrum {
  const sorted = Float64Array.from(counts).sort();
  const bad = sorted.find((count) => !(Number.isSafeInteger(count) && count >= 0));
  if (bad !== undefined) {
    throw new CellfateError({
      code: "information.bad-count",
      message: `Counts must be integers ≥ 0, but one is ${bad}.`,
      where: "counts",
      cure: "Pass how often each category was seen, not its probability.",
    });
  }
  const seen = sorted.findIndex((count) => count > 0);
  return spectrumOfSorted(seen < 0 ? new Float64Array(0) : sorted.subarray(seen));
}

/** `spectrum` with one observation less in one of the categories counted `values[index]` times. */
export function withoutOne(
  { values, multiplicities, total, observed }: CountSpectrum,
  index: number,
): CountSpectrum {
  const count = values[index]!;
  const multiplicityOf = new Map<number, number>();
  values.forEach((value, i) => multiplicityOf.set(value, multiplicities[i]!));
  multiplicityOf.set(count, multiplicities[index]! - 1);
  multiplicityOf.set(count - 1, (multiplicityOf.get(count - 1) ?? 0) + 1);
  const left = [...multiplicityOf].filter(([value, m]) => value > 0 && m > 0).sort(([a], [b]) => a - b);
  return {
    values: Float64Array.from(left, ([value]) => value),
    multiplicities: Float64Array.from(left, ([, m]) => m),
    total: total - 1,
    observed: count === 1 ? observed - 1 : observed,
  };
}

/** Σ over the categories seen of `term(count)`: one evaluation per distinct count, ascending. */
export function sumOverCategories(
  { values, multiplicities }: CountSpectrum,
  term: (count: number) => number,
): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += multiplicities[i]! * term(values[i]!);
  return sum;
}
