/** Σ g² of a gradient, its root: the Euclidean norm over all parameters. */
export function globalNorm(gradient: Float64Array): number {
  return Math.sqrt(gradient.reduce((sum, slope) => sum + slope * slope, 0));
}

/**
 * The gradient, shortened to a norm of at most `most` in its own direction.
 *
 * @see Pascanu, Mikolov & Bengio, ICML (2013), algorithm 1
 */
export function clippedByNorm(gradient: Float64Array, most: number): Float64Array {
  const norm = globalNorm(gradient);
  return norm > most ? gradient.map((slope) => (slope * most) / norm) : gradient;
}
