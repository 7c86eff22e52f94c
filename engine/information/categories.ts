import { checkInteger, checkNumber, checkObject } from "../../kernels/check.js";
import { CellfateError, exp, LIMITS, log } from "../../kernels/index.js";

/**
 * K, the number of categories that could be seen: a number, or its natural logarithm where it is beyond any
 * number (Zᴺ patterns). `{ logCategories: Infinity }` says that there is no end to them.
 */
export type Categories = number | { readonly logCategories: number };

/** K both ways; `count` is ∞ where it does not fit a number. */
export interface CategoryCount {
  readonly count: number;
  readonly log: number;
}

/**
 * `categories` as a {@link CategoryCount}.
 *
 * @throws CellfateError `information.bad-categories` if it is not a number ≥ 1, or smaller than `observed`, the
 * number of categories seen; `argument.invalid`
 */
export function resolveCategories(categories: Categories, observed: number): CategoryCount {
  if (typeof categories !== "number") {
    checkObject(categories, "categories");
    checkNumber(categories.logCategories, [-Infinity, Infinity], "categories.logCategories");
  }
  checkInteger(observed, [0, Number.MAX_SAFE_INTEGER], "observed");
  const resolved =
    typeof categories === "number"
      ? { count: categories, log: log(categories) }
      : { count: exp(categories.logCategories), log: categories.logCategories };
  const least = Math.max(observed, 1);
  // A K that came as a logarithm is only known to a few units in the last place of the logarithm.
  if (!(resolved.count >= least * (1 - 1e-12))) {
    throw new CellfateError({
      code: "information.bad-categories",
      message: `The number of categories must be at least ${least}, the categories seen, but it is ${resolved.count}.`,
      where: "categories",
      cure: "Pass how many categories are possible, seen or not, or leave it out where it is unknown.",
    });
  }
  return resolved;
}

/** K = fatesᶜᵉˡˡˢ, the number of possible patterns. @throws CellfateError `argument.invalid` */
export function patternCategories(cells: number, fates: number): Categories {
  checkInteger(cells, [1, LIMITS.cells], "cells");
  checkInteger(fates, [1, LIMITS.fates], "fates");
  let count = 1;
  for (let cell = 0; cell < cells; cell++) count *= fates;
  return Number.isSafeInteger(count) ? count : { logCategories: cells * log(fates) };
}
