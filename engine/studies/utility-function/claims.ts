import { atMost, between, type Claim, near } from "../claim.js";
import type { BoundOfCells } from "./bound-over-cells.js";
import type { Estimates } from "./estimates.js";
import { FEW, type FewSamples, type SampledLaw, sampleOf } from "./few-samples.js";
import type { UtilityFunction } from "./findings.js";

const ROUNDING = "rounding alone moves it: nothing here is estimated";
/** Of bits that are computed without estimating anything. */
const EXACT = 1e-12;
/** Of numbers that were published with four digits. */
const HALF_A_UNIT = 5e-5;

function exactClaims({ exact, references }: UtilityFunction): readonly Claim[] {
  return [
    ...exact.map(({ name, what, formula, deviation }) =>
      atMost({ name, text: `${what}: how far from ${formula}`, reason: ROUNDING }, deviation, EXACT),
    ),
    ...references.map(({ estimator, counts, published, found, tolerance }) =>
      atMost(
        {
          name: `reference-${estimator}-${counts.length}`,
          text: `${estimator} of published counts of ${counts.length} categories: how far from ${published} nats`,
          reason: "half a unit of the last digit that was published",
        },
        Math.abs(found - published),
        tolerance,
      ),
    ),
  ];
}

/** Highest utilities by the number of cells, as they were computed before. */
const BOUNDS = new Map([
  [6, 0.9183],
  [10, 0.971],
  [14, 0.9852],
  [22, 0.994],
]);

function furthest(bounds: readonly BoundOfCells[], off: (bound: BoundOfCells) => number): number {
  return Math.max(...bounds.map((bound) => Math.abs(off(bound))));
}

function boundClaims({ bounds }: UtilityFunction): readonly Claim[] {
  return [
    atMost(
      {
        name: "bound-mixtures",
        text: "the best mixture of two compositions that was tried: how far from the bound of an open line",
        reason: `no mixture may be above it, and the bound's own law is among them; ${ROUNDING}`,
      },
      furthest(bounds, ({ tried, open }) => tried - open),
      EXACT,
    ),
    atMost(
      {
        name: "bound-reached",
        text: "U of the law of the bound: how far from it",
        reason: ROUNDING,
      },
      furthest(bounds, ({ reached, open }) => reached - open),
      EXACT,
    ),
    atMost(
      { name: "bound-ring", text: "the bound of a ring: how far from 1 − 1/N", reason: ROUNDING },
      furthest(bounds, ({ ring, cells }) => ring - (1 - 1 / cells)),
      EXACT,
    ),
    ...bounds.flatMap(({ cells, open }) => {
      const expected = BOUNDS.get(cells);
      if (expected === undefined) return [];
      const reason = "the value as it was computed before, ± half a unit of its last digit";
      const text = `the bound of an open line of ${cells} cells`;
      return near({ name: `bound-${cells}`, text, reason }, open, expected, HALF_A_UNIT);
    }),
  ];
}

/** What coin flips read by plug-in from 100 replicates, by the number of cells, with four digits of another program. */
const PLUG_IN_OF_FEW = new Map([
  [7, 0.1451],
  [10, 0.3444],
  [20, 0.6675],
  [32, 0.7922],
]);
/** A true claim fails by chance once in 16,000 times. */
const STANDARD_ERRORS = 4;

function meanOf({ mean }: Estimates): number {
  return mean ?? NaN;
}

function flipClaims({ flips }: FewSamples): readonly Claim[] {
  return flips.flatMap((sampled) => {
    const { cells } = sampled.law;
    const { "plug-in": plugIn, nsb } = sampleOf(sampled, FEW).estimates;
    const expected = PLUG_IN_OF_FEW.get(cells) ?? NaN;
    const read = near(
      {
        name: `flips-${cells}`,
        text: `what ${FEW} replicates of ${cells} coin flips read by plug-in; the truth is 0`,
        reason:
          "another program's mean ± 4 standard errors of this one and half a unit of its last digit: a false alarm in 16,000",
      },
      meanOf(plugIn),
      expected,
      STANDARD_ERRORS * (plugIn.standardError ?? Infinity) + HALF_A_UNIT,
    );
    if (cells < 20) return read;
    return [
      read,
      atMost(
        {
          name: `silent-${cells}`,
          text: `in how many ensembles of ${FEW} replicates of ${cells} coin flips NSB has a value`,
          reason:
            "a coincidence among 100 of 2²⁰ patterns has a probability of 0.005: a false alarm in 100,000",
        },
        nsb.defined,
        0.1,
      ),
    ];
  });
}

function mistakenClaims(mistaken: SampledLaw): readonly Claim[] {
  const many = sampleOf(mistaken, 1000).estimates;
  const bias = (estimates: Estimates): number => meanOf(estimates) - mistaken.truth;
  const reason = "at 40 ensembles it is known to 0.03, so that a half is 6 standard errors away";
  const fewest = sampleOf(mistaken, 10).estimates["james-stein"];
  return [
    ...[many["chao-shen"], many.nsb].map((estimates) =>
      between(
        {
          name: `mistaken-${estimates.estimator}`,
          text: `the bias of ${estimates.estimator} over that of plug-in, 1000 replicates of the alternation with mistakes`,
          reason,
        },
        bias(estimates) / bias(many["plug-in"]),
        -0.5,
        0.5,
      ),
    ),
    atMost(
      {
        name: "mistaken-james-stein",
        text: "the bias of james-stein with 10 replicates of the alternation with mistakes, bits",
        reason: "at 40 ensembles it is known to 0.03: below −0.1 it is no accident",
      },
      bias(fewest),
      -0.1,
    ),
  ];
}

function softClaims({ sharpLandscape, softLimit }: UtilityFunction): readonly Claim[] {
  const sharpest = softLimit.together.at(-1);
  const apart = sharpLandscape.points.map(({ hard, soft }) => Math.abs(hard.utility - soft.utility));
  return [
    atMost(
      {
        name: "soft-landscape",
        text: "soft and hard utility of the landscape at a steepness of 80 and a bandwidth of 0.1: how far apart",
        reason: "the derivation allows e⁻⁴⁰ and 128·e⁻⁵⁰, less than rounding",
      },
      Math.max(...apart),
      EXACT,
    ),
    atMost(
      {
        name: "soft-sharpest",
        text: "the same of simulated states, at the sharpest settings",
        reason: "the derivation allows less than rounding",
      },
      sharpest?.distance ?? NaN,
      EXACT,
    ),
    atMost(
      {
        name: "soft-allowed",
        text: "the largest share that this distance takes of what the derivation allows, at all other settings",
        reason: "the derivation's bound",
      },
      Math.max(...softLimit.together.slice(0, -1).map(({ distance, allowed }) => distance / allowed)),
      1,
    ),
  ];
}

/** What the findings have to bear out; bounds of what is estimated follow from its standard errors. */
export function claims(findings: UtilityFunction): readonly Claim[] {
  return [
    ...exactClaims(findings),
    ...boundClaims(findings),
    ...flipClaims(findings.fewSamples),
    ...mistakenClaims(findings.fewSamples.mistaken),
    ...softClaims(findings),
  ];
}
