/**
 * Arrays in, arrays out: random numbers, the simulation and the counting of patterns on every backend. What is exported
 * here checks what it is given; inner loops and what reads memory are not, and stay within.
 */
export * from "./backend.js";
export type * from "./batch.js";
export { cellStepsOf, layoutOf, trajectoryFrames } from "./batch.js";
export { CATALOGUE, type Catalogue } from "./catalogue.js";
export {
  CONNECTIVITIES,
  CONNECTIVITY_NAMES,
  type Connectivity,
  type ConnectivityName,
  type Lattice,
  latticeOf,
  type LatticeSpec,
} from "./lattice.js";
export type * from "./models/model.js";
export * from "./models/regulated/spec.js";
export * from "./errors.js";
export * from "./limits.js";
export { mergeDistinct, packPatterns, patternCompositions, patternString } from "./patterns.js";
export { type DistinctPatterns, type PatternLayout, patternLayout } from "./packed-patterns.js";
export { foldIn, key, type Key, randomBits, split, threefry2x32 } from "./random/threefry2x32.js";
export { boxMuller, normals } from "./random/normal.js";
export { createBackend, describeWebGpuAdapter } from "./create-backend.js";
export type { AdapterDescription } from "./webgpu/adapter.js";
export { parameterCount } from "./models/regulated/network.js";
export { countPatterns, fateCounts, plugInEntropy } from "./wasm/pattern-statistics.js";
export { adoptKernels, loadedKernels, loadKernels } from "./wasm/load-kernels.js";
export { BITS_PER_NAT, exp, expm1, log, log1p, log2, sigmoid } from "./math/f64.js";
export * from "./math/gamma-functions.js";
