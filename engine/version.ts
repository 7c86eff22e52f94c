/** Changes with any bit of the simulation or the search: results and checkpoints of another version do not match. */
export const NUMERICS_VERSION = 1;
