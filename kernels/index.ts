/** Arrays in, arrays out: random numbers, the simulation and the counting of patterns on every backend. */
export * from "./backend.js";
export * from "./batch.js";
export * from "./catalogue.js";
export * from "./lattice.js";
export type * from "./models/model.js";
export * from "./models/regulated/spec.js";
export * from "./errors.js";
export * from "./limits.js";
export * from "./patterns.js";
export * from "./random/threefry2x32.js";
export { boxMuller, normals } from "./random/normal.js";
export { createBackend, describeWebGpuAdapter } from "./create-backend.js";
export type { AdapterDescription } from "./webgpu/adapter.js";
export { evaluateNetwork, networkDerivative, parameterCount } from "./models/regulated/network.js";
export { countPatterns, fateCounts, plugInEntropy } from "./wasm/pattern-statistics.js";
export { adoptKernels, loadedKernels, loadKernels } from "./wasm/load-kernels.js";
export * from "./math/f64.js";
export * from "./math/gamma-functions.js";
