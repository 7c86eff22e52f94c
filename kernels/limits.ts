/** What the formats and counters of numericsVersion 1 have room for. Everything that checks a size takes it from here. */
export const LIMITS = {
  /** Cells of a lattice: the counter of the noise has 11 bits for pairs of them. */
  cells: 4096,
  /** Replicates: the counter of the noise has 21 bits for them; from and count together. */
  replicates: 0x1fffff,
  /** Steps: the counter of the noise has 32 bits for them. */
  steps: 0xffffffff,
  /** A champion is simulated with steps as short as dt / 4 too, and so four times as many. */
  refinement: 4,
  /**
   * Bytes of an array whose size a configuration decides: the genomes of a population, the patterns of an ensemble. A
   * message of at most 1 GiB carries two of them, a checkpoint too.
   */
  arrayBytes: 268_435_456,
  /** States of trajectories that are held at once: as text some 20 characters each. */
  trajectoryStates: 20_000_000,
  /** Individuals of a population. */
  individuals: 65_536,
  /** Fates a cell: a pattern is written as one digit a cell. */
  fates: 10,
  /** Hidden layers of a regulatory network, and the size of each. */
  hiddenLayers: 8,
  hiddenSize: 256,
  /** Bytes of an array of results: JavaScript has none that is longer everywhere. */
  resultBytes: 0xffffffff,
  /** Generations of a search. */
  generations: 10_000_000,
  /**
   * Characters that the list of patterns of a report may have: programs of ours read a champion's file of 64 MiB and
   * four million values, and two such lists are held at once.
   */
  listedCharacters: 16_777_216,
  /** Seeds: keys are made of 32-bit words. */
  seed: 0xffffffff,
} as const;
