/**
 * What the host calls. Memory is the host's to lay out (../wasm-kernels.ts); every pointer is a byte offset, every
 * function works on raw memory and keeps no state.
 */
export { advanceDirect, advanceTable } from "./euler-maruyama";
export { drawInitialStates, drawNoise } from "./noise";
export { tabulate } from "./regulation-table";
export { threefry2x32 } from "./threefry2x32";
export { readPatterns } from "./patterns";
export { countPatterns } from "./count-patterns";
export { fateCounts, plugInEntropy } from "./information";
