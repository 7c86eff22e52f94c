import { loadKernels } from "#kernels/index.js";

/** The kernels, loaded once for each file of tests, as what counts and measures needs them. */
await loadKernels();
