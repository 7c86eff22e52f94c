import * as figures from "../../../../engine/figures/figures.js";
import type { Figure } from "../../../../engine/figures/figure.js";
import { bits } from "../../../../engine/figures/numbers.js";
import { ESTIMATOR_NAMES, type EstimatorName } from "../../../../engine/index.js";
import type { EstimatorReference } from "../../../../engine/studies/utility-function/estimator-references.js";
import type { Estimates } from "../../../../engine/studies/utility-function/estimates.js";
import {
  FEW,
  type FewSamples,
  FLIPPED_CELLS,
  type SampledLaw,
  sampleOf,
} from "../../../../engine/studies/utility-function/few-samples.js";
import { mistakeProbability } from "../../../../engine/studies/utility-function/mistaken-pattern.js";
import type { Block, Section } from "../../../report/page.js";
import { renamed, shown } from "../../figures.js";

const text = (words: string): Block => ({ kind: "text", text: words });
/** Replicates that show each pattern of the smallest line several times. */
const MANY = 1000;
const AXIS = { title: "replicates", logarithmic: true };

function curve(label: string, { samples }: SampledLaw, estimator: EstimatorName) {
  return {
    label,
    points: samples.map(({ replicates, estimates }) => {
      const { mean, deviation } = estimates[estimator];
      return { x: replicates, utility: mean, standardError: deviation };
    }),
  };
}

function truthOf({ truth }: SampledLaw) {
  return { label: "truth", utility: truth };
}

/** What each estimator reads of a law over the number of replicates. */
function allEstimators(law: SampledLaw, part: string, title: string): Figure {
  const curves = ESTIMATOR_NAMES.map((name) => curve(name, law, name));
  return renamed(figures.utilityCurves({ axis: AXIS, curves, reference: truthOf(law) }), part, title);
}

function readText(estimates: Estimates | undefined): string {
  const { mean, deviation } = estimates ?? { mean: null, deviation: null };
  if (mean === null) return "none";
  return deviation === null ? bits(mean) : `${bits(mean)} ± ${bits(deviation)}`;
}

function nameOf({ law }: SampledLaw): string {
  return law.halvings === 1 ? `${law.cells} coin flips` : `${law.cells}, with mistakes`;
}

function atFew(laws: readonly SampledLaw[]): Block {
  return {
    kind: "table",
    head: ["law", "truth", "coverage", ...ESTIMATOR_NAMES],
    rows: laws.map((law) => {
      const { coverage, estimates } = sampleOf(law, FEW);
      return [
        ...[nameOf(law), bits(law.truth), coverage.toFixed(2)],
        ...ESTIMATOR_NAMES.map((name) => readText(estimates[name])),
      ];
    }),
  };
}

function lieSection({ ensembles, flips, mistaken }: FewSamples): Section {
  const largest = flips.at(-1);
  const read = largest === undefined ? null : sampleOf(largest, FEW);
  return {
    title: "What few replicates do",
    blocks: [
      text(
        "The law of whole patterns is never known; it has to be estimated from R replicates. The plug-in estimate takes frequencies for probabilities. Of R replicates it can never see more than R patterns, so it finds at most log2 R bits of entropy in them, where coin flips of N cells have N. What it misses looks like reproducibility.",
      ),
      { kind: "formula", text: "R far below 2^N:  U reads 1 − log2(R)/N, and is 0" },
      text(
        `With ${FEW} replicates of ${largest?.law.cells ?? 0} coin flips that is ${bits(read?.unseen ?? null)} bits; over ${ensembles} ensembles it reads ${bits(read?.estimates["plug-in"].mean ?? null)}. A search that selects by it breeds noise. Below, “±” is the standard deviation from one ensemble to the next: what a single estimate is off by chance. It is least where the bias is largest, so a small error says nothing of the bias.`,
      ),
      ...shown(
        renamed(
          figures.utilityCurves({
            axis: AXIS,
            curves: flips.map((law) => curve(nameOf(law), law, "plug-in")),
            reference: { label: "truth", utility: 0 },
          }),
          "plug-in",
          "What coin flips read by plug-in",
        ),
      ),
      text(
        `Coverage, 1 − f1/R with f1 the patterns seen once, tells from the sample alone how bad it is: it is about the probability that the next replicate shows a pattern that was seen before. With ${FEW} replicates of coin flips, and of a second law of ${mistaken.law.cells} cells that the next section describes:`,
      ),
      atFew([...flips, mistaken]),
    ],
  };
}

function biasTable({ truth, samples }: SampledLaw): Block {
  const off = ({ mean }: Estimates): string => (mean === null ? "none" : bits(mean - truth));
  return {
    kind: "table",
    head: ["replicates", "coverage", ...ESTIMATOR_NAMES],
    rows: samples.map(({ replicates, coverage, estimates }) => [
      ...[replicates, coverage.toFixed(2)],
      ...ESTIMATOR_NAMES.map((name) => off(estimates[name])),
    ]),
  };
}

function referenceTable(references: readonly EstimatorReference[]): Block {
  return {
    kind: "table",
    head: ["estimator", "of counts", "published, nats", "here, nats"],
    rows: references.map(({ estimator, counts, published, found }) => [
      ...[estimator, counts.join(" ")],
      ...[String(published), found.toPrecision(14)],
    ]),
  };
}

function whichSection(
  { ensembles, flips, mistaken }: FewSamples,
  references: readonly EstimatorReference[],
): Section {
  const flipped = flips.find(({ law }) => law.cells === FLIPPED_CELLS);
  const probability = mistakeProbability(mistaken.law);
  const flippedFew = flipped === undefined ? null : sampleOf(flipped, FEW).estimates;
  const fewest = mistaken.samples[0];
  const silent = flips.find(({ law }) => law.cells === 20);
  const [smallest] = flips;
  const covered = smallest === undefined ? undefined : sampleOf(smallest, MANY);
  const silentOf =
    silent === undefined ? 0 : Math.round(sampleOf(silent, FEW).estimates.nsb.defined * ensembles);
  return {
    title: "Which estimator to trust, and when",
    blocks: [
      text(
        `The other estimators guess at what was not seen. Coin flips alone are a bad test of them, as they are a special law: james-stein is drawn towards all patterns being equally likely, which here is the truth, and reads ${bits(flippedFew?.["james-stein"].mean ?? null)} where plug-in reads ${bits(flippedFew?.["plug-in"].mean ?? null)}. So there is a second law: ${mistaken.law.cells} cells that alternate, each mistaken with a probability of ${probability}. Its utility is ${bits(mistaken.truth)}: a few patterns are frequent, and very many rare. With ${fewest?.replicates ?? 0} replicates james-stein reads ${bits(fewest?.estimates["james-stein"].mean ?? null)} of it.`,
      ),
      ...shown(
        ...(flipped === undefined
          ? []
          : [allEstimators(flipped, "flips", `What ${FLIPPED_CELLS} coin flips read by each estimator`)]),
        allEstimators(mistaken, "mistaken", "What the alternation with mistakes reads"),
      ),
      text("How far the mean estimate of the alternation with mistakes is off, in bits:"),
      biasTable(mistaken),
      text(
        `Where a few patterns are all that comes, as good regulatory functions have it, coverage is near 1, the estimators agree, and plug-in has the least spread: it is what searches and reports use. A high coverage alone is not enough: ${MANY} replicates of ${smallest?.law.cells ?? 0} coin flips have ${covered?.coverage.toFixed(2) ?? ""} and still read ${readText(covered?.estimates["plug-in"])} by plug-in, ${readText(covered?.estimates.nsb)} by nsb. Where coverage is low, chao-shen and nsb hold out longest, the first with the larger spread. Below about 2^(H/2) replicates, H the entropy of whole patterns, hardly any pattern is seen twice, and no estimator can know: nsb then has no value rather than a wrong one, as for ${silent?.law.cells ?? 0} coin flips with ${FEW} replicates, where it had one in ${silentOf} of ${ensembles} ensembles. So a search with far fewer than 2^(N/2) replicates selects by nsb; a number that is reported at low coverage is given by nsb or chao-shen; and more replicates are better than either. Where the estimators disagree, none is safe.`,
      ),
      text("That they are computed as others compute them, published examples show:"),
      referenceTable(references),
    ],
  };
}

/** What few replicates make of the utility, and what to do about it. */
export function fewSamplesSections(
  samples: FewSamples,
  references: readonly EstimatorReference[],
): readonly Section[] {
  return [lieSection(samples), whichSection(samples, references)];
}
