/** What the formats and counters of numericsVersion 1 have room for. Everything that checks a size takes it from here. */
export const LIMITS = {
  /** Cells of a lattice: the counter of the noise has 11 bits for pairs of them. */
  cells: 4096,
  /** Replicates: the counter of the noise has 21 bits for them; from and count together. */
  replicates: 0x1fffff,
  /** Individuals of a population. */
  individuals: 65_536,
  /** Fates a cell: a pattern is written as one digit a cell. */
  fates: 10,
  /** Hidden layers of a regulatory network, and the size of each. */
  hiddenLayers: 8,
  hiddenSize: 256,
  /** Steps of a replicate: the counter of the noise has 32 bits for them. */
  steps: 0xffffffff,
  /** Bytes of an array of results: JavaScript has none that is longer everywhere. */
  resultBytes: 0xffffffff,
  /** Generations of a search. */
  generations: 10_000_000,
  /** Seeds: keys are made of 32-bit words. */
  seed: 0xffffffff,
} as const;
