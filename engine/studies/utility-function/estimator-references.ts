import { entropyFromCounts, type EstimatorName } from "../../information/entropy-estimators.js";

/** An entropy that others have published for counts, and what is computed here. */
export interface EstimatorReference {
  readonly estimator: EstimatorName;
  readonly counts: readonly number[];
  /** In nats. */
  readonly published: number;
  /** In nats. */
  readonly found: number;
  /** Half a unit of the last digit that was published. */
  readonly tolerance: number;
}

const COUNTS = [4, 2, 3, 0, 2, 4, 0, 0, 2, 1, 1];
/** Of the documentation of the Python package ndd. */
const COUNTS_OF_NDD = [7, 3, 5, 8, 9, 1, 3, 3, 1, 0, 2, 5, 2, 11, 4, 23, 5, 0, 8, 0];
const SIX_DIGITS = 5e-7;

function referenceOf(
  estimator: EstimatorName,
  published: number,
  tolerance = SIX_DIGITS,
  counts: readonly number[] = COUNTS,
): EstimatorReference {
  const bits = entropyFromCounts(counts, { estimator, categories: counts.length });
  return { estimator, counts, published, found: (bits ?? NaN) * Math.LN2, tolerance };
}

/** All estimators of a sample that several packages have computed, and NSB of one with more digits. */
export function estimatorReferences(): readonly EstimatorReference[] {
  return [
    referenceOf("plug-in", 1.968382),
    referenceOf("miller-madow", 2.152593),
    referenceOf("grassberger", 2.144626),
    referenceOf("chao-shen", 2.201137),
    referenceOf("james-stein", 2.379603),
    referenceOf("nsb", 2.1877744630921, 5e-13),
    referenceOf("nsb", 2.6236343447931, 5e-13, COUNTS_OF_NDD),
  ];
}
