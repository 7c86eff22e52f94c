import { WasmKernels } from "./wasm-kernels.js";

let shared: WasmKernels | undefined;

/** An instance for functions that keep nothing between calls. @throws CellfateError `wasm.not-loaded` */
export function scratchKernels(): WasmKernels {
  shared ??= new WasmKernels();
  shared.reset();
  return shared;
}
