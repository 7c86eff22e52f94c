/** Below this fraction of the largest slope of a sigmoid, steepness/4, a fate is saturated. */
export const SATURATED_SLOPE = 0.01;

/**
 * The share of cells of all replicates whose fate is saturated at every threshold: 4·z·(1 − z) is below
 * {@link SATURATED_SLOPE}.
 *
 * @param sloped `[replicate][cell][threshold]`, see `slopedFates`; null, of fates that are as if states, never saturates
 * @param thresholds how many there are
 */
export function saturatedShare(sloped: Float64Array | null, thresholds: number): number {
  if (sloped === null) return 0;
  const cells = sloped.length / thresholds;
  let saturated = 0;
  for (let cell = 0; cell < cells; cell++) {
    const own = sloped.subarray(cell * thresholds, (cell + 1) * thresholds);
    if (own.every((z) => 4 * z * (1 - z) < SATURATED_SLOPE)) saturated++;
  }
  return saturated / cells;
}
