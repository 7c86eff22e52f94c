/**
 * `cellfate/kernels`, arrays in, arrays out: random numbers, the simulation and the counting of patterns on every backend.
 * A function belongs here if it checks what it is given, type, shape and range; `tests/library/` misuses every one.
 */
export * from "./backend.js";
export type * from "./batch.js";
export type * from "./gradient.js";
export { GRADIENT_BLOCK, mergeGradients } from "./gradient.js";
export { genomeGradient } from "./genome-gradient.js";
export { cellStepsOf, layoutOf, trajectoryFrames } from "./batch.js";
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
export { foldIn, key, type Key, randomBits, split } from "./random/threefry2x32.js";
export { normals } from "./random/normal.js";
export { createBackend, describeWebGpuAdapter } from "./create-backend.js";
export type { AdapterDescription } from "./webgpu/adapter.js";
export { parameterCount } from "./models/regulated/network.js";
export { countPatterns, fateCounts, plugInEntropy } from "./wasm/pattern-statistics.js";
export { loadKernels } from "./wasm/load-kernels.js";
