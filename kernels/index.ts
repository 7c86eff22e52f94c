/**
 * What the layers above import: the library, and functions of numbers for inner loops, which do not look at types. What
 * reads memory stays within. A user of the package has `library.ts`.
 */
export * from "./library.js";
export * from "./catalogue.js";
export * from "./gradient.js";
export * from "./genome-gradient.js";
export { threefry2x32 } from "./random/threefry2x32.js";
export { boxMuller } from "./random/normal.js";
export { adoptKernels, loadedKernels } from "./wasm/load-kernels.js";
export { KEPT_BYTES } from "./wasm/kept-tape.js";
export { pairKernels } from "./wasm/pair-kernels.js";
export { BITS_PER_NAT, exp, expm1, log, log1p, log2, sigmoid } from "./math/f64.js";
export * from "./math/gamma-functions.js";
