import { atLeast, atMost, between, type Claim, near } from "../claim.js";
import type { Effort } from "../laboratory.js";
import { momentsOf } from "../moments.js";
import { FOUND } from "./random-networks.js";
import type { RegulatoryNetwork } from "./findings.js";

/** A true claim about one number fails by chance once in 16,000 times. */
const STANDARD_ERRORS = 4;

/** Of 1,000 draws at a rate of .95 %, and of 300. */
const WIDE_COUNTS = {
  full: { least: 2, most: 21, reason: "a binomial of 1,000 draws is outside once in 900 times" },
  quick: { least: 0, most: 10, reason: "a binomial of 300 draws is outside once in 5,800 times" },
};

/** What is claimed of random networks. */
export function claims({ lecun, wide, coins }: RegulatoryNetwork, effort: Effort): readonly Claim[] {
  const { mean, variance } = momentsOf(coins.utilities);
  const { least, most, reason } = WIDE_COUNTS[effort];
  const [table, direct] = [wide.best.measures, wide.best.direct];
  const [a, b] = [table.standardError ?? NaN, direct.standardError ?? NaN];
  return [
    atMost(
      {
        name: "lecun-found",
        text: "LeCun-normal networks with U ≥ 0.98",
        reason: "another program found none in 2,000",
      },
      lecun.found,
      0,
    ),
    between(
      {
        name: "wide-found",
        text: "wide networks with U ≥ 0.98",
        reason: `another program found 0.95 % on 32 replicates; ${reason}`,
      },
      wide.found,
      least,
      most,
    ),
    near(
      {
        name: "coin-flips",
        text: "plug-in U without regulation, whose true U is 0",
        reason: "what it comes to on average for independent fair coins, ± 4 standard errors of the mean",
      },
      mean,
      coins.expected,
      STANDARD_ERRORS * Math.sqrt(variance / coins.utilities.length),
    ),
    atMost(
      {
        name: "lecun-best",
        text: "U of the best LeCun-normal network, on fresh replicates",
        reason: "below the plateau of 0.67, on which searches that begin with these networks stop",
      },
      lecun.best.measures.utility ?? NaN,
      0.67,
    ),
    ...(effort === "full"
      ? [
          atLeast(
            {
              name: "wide-best",
              text: "U of the best wide network, on fresh replicates",
              reason: "of those that were found on few replicates the best has to hold on many",
            },
            wide.best.measures.utility ?? NaN,
            FOUND,
          ),
        ]
      : []),
    atMost(
      {
        name: "lecun-table",
        text: "largest error of a LeCun-normal network's table over its bound",
        reason: "a table has as many intervals as its bound needs",
      },
      Math.max(...lecun.scores.tableError),
      1,
    ),
    near(
      {
        name: "table-or-direct",
        text: "U of the best wide network, f evaluated in every step",
        reason: "that with a table, ± 4 standard errors of the difference",
      },
      direct.utility ?? NaN,
      table.utility ?? NaN,
      STANDARD_ERRORS * Math.sqrt(a * a + b * b),
    ),
  ];
}
