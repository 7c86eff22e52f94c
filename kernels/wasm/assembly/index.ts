/**
 * What the host calls, beside what the models add (kernels/models/<name>/assembly/index.ts). Memory is the host's to
 * lay out (../wasm-kernels.ts, ../records.ts); every pointer is a byte offset, every function works on raw memory and
 * keeps nothing between two calls but the room it needs itself.
 */
export { drawInitialStates, drawNoise } from "./noise";
export { threefry2x32 } from "./threefry2x32";
export { readPatterns } from "./patterns";
export { countPatterns } from "./count-patterns";
export { addKernels, subtractForces } from "./pair-kernels";
export { fateCounts, plugInEntropy } from "./information";
