import { log2 } from "../../kernels/index.js";
import type { DrawnGeneration } from "./history.js";

/** Where the best individual of a generation is on a landscape of two fates. */
export interface PathPoint {
  readonly generation: number;
  /** The p ≤ ½ with H2(p) = S_pat: which of two fates is the rarer one S_pat does not say. */
  readonly fateRatio: number;
  readonly distinctPatterns: number;
}

const BISECTIONS = 50;

/** H2(p) = −p log2 p − (1 − p) log2 (1 − p), in bits. */
function binaryEntropy(p: number): number {
  return p === 0 || p === 1 ? 0 : -p * log2(p) - (1 - p) * log2(1 - p);
}

/** The p ≤ ½ with H2(p) = `bits`; ½ above a bit, 0 below none. */
function rarerFate(bits: number): number {
  let [low, high] = [0, 0.5];
  for (let i = 0; i < BISECTIONS; i++) {
    const middle = (low + high) / 2;
    if (binaryEntropy(middle) < bits) low = middle;
    else high = middle;
  }
  return high;
}

/** The path of a run over a landscape, generation by generation; those without a best individual are left out. */
export function pathOf(history: readonly DrawnGeneration[]): PathPoint[] {
  return history.flatMap(({ generation, patternEntropy, distinctPatterns }) =>
    patternEntropy === null || distinctPatterns < 1
      ? []
      : [{ generation, fateRatio: rarerFate(patternEntropy), distinctPatterns }],
  );
}
