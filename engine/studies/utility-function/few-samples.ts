import { foldIn, key, log2 } from "../../../kernels/index.js";
import type { EstimatorName } from "../../information/entropy-estimators.js";
import type { PatternEnsemble } from "../../information/pattern-ensemble.js";
import { type Laboratory, sized } from "../laboratory.js";
import { type Estimates, estimatesOf } from "./estimates.js";
import {
  coinFlips,
  drawEnsembles,
  exactUtility,
  type MistakenPattern,
  mistakenAlternation,
  wholeEntropy,
} from "./mistaken-pattern.js";

/** What all estimators make of R replicates of a law. */
export interface Sampled {
  readonly replicates: number;
  /** The mean of 1 − f1/R, f1 the patterns seen once. */
  readonly coverage: number;
  /** 1 − log2(R)/N: what plug-in reads, in bits, where half of all cells are on and no pattern is seen twice. */
  readonly unseen: number;
  readonly estimates: Readonly<Record<EstimatorName, Estimates>>;
}

/** A law, the truth about it, and what few replicates say. */
export interface SampledLaw {
  readonly law: MistakenPattern;
  /** The utility of the law, in bits. */
  readonly truth: number;
  /** H[P(z)] in bits: about 2^H patterns are likely. */
  readonly wholeEntropy: number;
  /** Ascending in replicates. */
  readonly samples: readonly Sampled[];
}

/** What few replicates make of the utility. */
export interface FewSamples {
  /** How many ensembles were drawn of each law and number of replicates. */
  readonly ensembles: number;
  /** Coin flips of several numbers of cells. */
  readonly flips: readonly SampledLaw[];
  /** An alternation in which cells are mistaken now and then. */
  readonly mistaken: SampledLaw;
}

/** The number of replicates that the project before this one scored with. */
export const FEW = 100;
/** Of these the truth about coin flips comes within reach of the replicates. */
export const FLIPPED_CELLS = 10;
const CELLS = [7, FLIPPED_CELLS, 20, 32];
/** One cell in 2⁴ is mistaken. */
const MISTAKEN = mistakenAlternation(20, 4);
const REPLICATES = {
  full: [10, 30, FEW, 300, 1000, 3000, 10_000],
  quick: [10, 30, FEW, 300, 1000, 3000],
};

function coverageOf({ distinct: { counts } }: PatternEnsemble): number {
  const [singletons, replicates] = counts.reduce(
    ([once, all], count) => [count === 1 ? once + 1 : once, all + count],
    [0, 0],
  );
  return 1 - singletons / replicates;
}

function sampled(cells: number, replicates: number, drawn: readonly PatternEnsemble[]): Sampled {
  const by = (estimator: EstimatorName): Estimates => estimatesOf(estimator, drawn);
  return {
    replicates,
    coverage: drawn.reduce((sum, ensemble) => sum + coverageOf(ensemble), 0) / drawn.length,
    unseen: 1 - log2(replicates) / cells,
    estimates: {
      "plug-in": by("plug-in"),
      "miller-madow": by("miller-madow"),
      grassberger: by("grassberger"),
      "chao-shen": by("chao-shen"),
      "james-stein": by("james-stein"),
      nsb: by("nsb"),
    },
  };
}

/** Draws a law again and again and estimates its utility. */
function sampledLaw(law: MistakenPattern, replicates: readonly number[], ensembles: number): SampledLaw {
  const root = foldIn(foldIn(key(1), law.cells), law.halvings);
  return {
    law,
    truth: exactUtility(law),
    wholeEntropy: wholeEntropy(law),
    samples: replicates.map((count) =>
      sampled(law.cells, count, drawEnsembles(law, foldIn(root, count), count, ensembles)),
    ),
  };
}

/** The sample of so many replicates. */
export function sampleOf({ samples }: SampledLaw, replicates: number): Sampled {
  const found = samples.find((sample) => sample.replicates === replicates);
  if (found === undefined) throw new Error(`a law is sampled with ${replicates} replicates`);
  return found;
}

/** The {@link FewSamples} of all laws. */
export function fewSamples(laboratory: Pick<Laboratory, "effort">): FewSamples {
  const ensembles = sized(laboratory, 200, 40);
  const replicates = REPLICATES[laboratory.effort];
  return {
    ensembles,
    flips: CELLS.map((cells) => sampledLaw(coinFlips(cells), replicates, ensembles)),
    mistaken: sampledLaw(MISTAKEN, replicates, ensembles),
  };
}
