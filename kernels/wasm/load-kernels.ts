import { kernelBytes } from "#platform";
import { badArgument } from "../check.js";
import { CellfateError } from "../errors.js";

let compiled: WebAssembly.Module | undefined;
let compiling: Promise<WebAssembly.Module> | undefined;

async function compile(): Promise<WebAssembly.Module> {
  try {
    return await WebAssembly.compile(await kernelBytes());
  } catch (cause) {
    throw new CellfateError(
      {
        code: "wasm.unavailable",
        message: `The WebAssembly kernels could not be loaded: ${cause instanceof Error ? cause.message : String(cause)}`,
        cure: "Build the project (npm run build) and use Node 20.19 or newer, which has WebAssembly SIMD.",
      },
      { cause },
    );
  }
}

/**
 * Compiles the WebAssembly kernels, once a process; what counts patterns or measures them needs it. The module can be
 * handed to other threads, which then {@link adoptKernels} it and need not compile it.
 *
 * @throws CellfateError `wasm.unavailable` where the module is missing or WebAssembly SIMD is not supported
 */
export async function loadKernels(): Promise<WebAssembly.Module> {
  compiled ??= await (compiling ??= compile());
  return compiled;
}

/** Uses a module that another thread compiled. @throws CellfateError `argument.invalid` */
export function adoptKernels(module: WebAssembly.Module): void {
  if (!(module instanceof WebAssembly.Module)) throw badArgument("module", "a WebAssembly.Module", module);
  compiled = module;
}

/**
 * The compiled module.
 *
 * @throws CellfateError `wasm.not-loaded` before {@link loadKernels} is done
 */
export function loadedKernels(): WebAssembly.Module {
  if (compiled !== undefined) return compiled;
  throw new CellfateError({
    code: "wasm.not-loaded",
    message: "The WebAssembly kernels are not loaded yet.",
    cure: "Call `await loadKernels()` once before; createBackend and evolve do so themselves.",
  });
}
