import { BITS_PER_NAT, exp } from "../../../kernels/index.js";
import { stepsOf } from "../../config/schema.js";
import { ensembleMeasures } from "../../information/ensemble-measures.js";
import { shannonEntropy } from "../../information/shannon-entropy.js";
import { softFates, type SoftMeasures, softMeasures } from "../../information/soft-measures.js";
import { follow, type Laboratory, presetWith, tanhRegulator, under } from "../laboratory.js";
import { patternOfStates } from "../pattern-of-states.js";

/** Final states of simulated replicates: `[replicate][cell]`. */
export interface FinalStates {
  readonly cells: number;
  readonly replicates: number;
  readonly states: Float32Array;
}

/** How sharply fates are read and patterns told apart. */
interface Sharpness {
  readonly steepness: number;
  readonly bandwidth: number;
}

/** The soft utility at some sharpness, and how far from the hard one it may be, in bits. */
export interface SoftPoint extends Sharpness {
  readonly soft: SoftMeasures;
  /** |soft − hard| */
  readonly distance: number;
  /** What the derivation allows it at most, see {@link allowedDistance}. */
  readonly allowed: number;
}

/** How the soft utility nears the hard one. */
export interface SoftLimit extends Pick<FinalStates, "cells" | "replicates"> {
  /** The gain of the lateral inhibition that was simulated. */
  readonly gain: number;
  /** Bits. */
  readonly hard: number;
  /** How near a state comes to the threshold of ½. */
  readonly nearest: number;
  /** A curve over the steepness for each bandwidth. */
  readonly curves: readonly { readonly bandwidth: number; readonly points: readonly SoftPoint[] }[];
  /** Both at once. */
  readonly together: readonly SoftPoint[];
}

const GAIN = 10;
const REPLICATES = 100;
const THRESHOLD = 0.5;
const BANDWIDTHS = [1, 0.5, 0.25, 0.1];
const STEEPNESSES = [1, 2, 4, 7, 14, 28, 56, 112, 224, 448, 896, 1792];
/** The settings that searches use, then ever sharper. */
const TOGETHER = [
  { steepness: 7, bandwidth: 0.5 },
  { steepness: 50, bandwidth: 0.4 },
  { steepness: 500, bandwidth: 0.3 },
  { steepness: 5000, bandwidth: 0.2 },
];
/** e⁻⁴⁰ is less than rounding leaves of 1. */
const SHARP_ENOUGH = 40;

/**
 * How far soft and hard utility can be apart where no state is nearer than δ to the threshold, in bits. A soft fate is within
 * q = e^(−κδ) of the hard one, so S_pat within H2(q); kernel exponents change by less than 4Nq/(2b²), S_rep by a Nth of it; and
 * kernels count another pattern as e^(−1/(2b²)) of the same, R of them.
 */
function allowedDistance(
  { cells, replicates }: Pick<FinalStates, "cells" | "replicates">,
  nearest: number,
  { steepness, bandwidth }: Sharpness,
): number {
  const off = Math.min(0.5, exp(-steepness * nearest));
  const square = 2 * bandwidth * bandwidth;
  const kernel = (replicates * exp(-1 / square)) / cells;
  return shannonEntropy([off, 1 - off]) + BITS_PER_NAT * ((4 * off) / square + kernel);
}

/** The pattern of each replicate. */
function patternsOf({ cells, replicates, states }: FinalStates): readonly string[] {
  return Array.from({ length: replicates }, (_, replicate) =>
    patternOfStates(states.subarray(replicate * cells, (replicate + 1) * cells), [THRESHOLD]),
  );
}

/** How the soft utility of final states nears the hard one as fates are read more steeply and patterns told apart more narrowly. */
export function softLimitOf(final: FinalStates, gain: number): SoftLimit {
  const { cells, replicates, states } = final;
  const hard = ensembleMeasures(patternsOf(final)).utility ?? NaN;
  const nearest = states.reduce((so, state) => Math.min(so, Math.abs(state - THRESHOLD)), THRESHOLD);
  const at = (sharpness: Sharpness): SoftPoint => {
    const soft = softMeasures(
      softFates(states, sharpness.steepness),
      { replicates, cells },
      sharpness.bandwidth,
    );
    const allowed = allowedDistance(final, nearest, sharpness);
    return { ...sharpness, soft, distance: Math.abs(soft.utility - hard), allowed };
  };
  return {
    ...{ cells, replicates, gain, hard, nearest },
    curves: BANDWIDTHS.map((bandwidth) => ({
      bandwidth,
      points: STEEPNESSES.map((steepness) => at({ steepness, bandwidth })),
    })),
    together: [...TOGETHER, { steepness: SHARP_ENOUGH / nearest, bandwidth: 0.1 }].map(at),
  };
}

/** The {@link SoftLimit} of replicates of lateral inhibition on an open line. */
export async function softLimit(laboratory: Pick<Laboratory, "backend">): Promise<SoftLimit> {
  const regulator = tanhRegulator(GAIN);
  const config = under(presetWith("lateral-inhibition"), regulator);
  const { duration, dt } = config.model;
  const { cells, states } = await follow(laboratory, config, regulator.genome, {
    replicates: REPLICATES,
    every: stepsOf(duration, dt),
  });
  // Of each replicate there are two frames, the first and the last.
  const final = new Float32Array(REPLICATES * cells);
  for (let replicate = 0; replicate < REPLICATES; replicate++) {
    const last = (2 * replicate + 1) * cells;
    final.set(states.subarray(last, last + cells), replicate * cells);
  }
  return softLimitOf({ cells, replicates: REPLICATES, states: final }, GAIN);
}
