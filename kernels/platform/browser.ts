/** What kernels/ takes from where it runs, for browsers; see `node.ts`. The build packs the files into `assets.js`. */
import { KERNELS, SHADERS } from "./assets.js";

// What is used of a browser: the types of "dom" would let all of kernels/ use the rest.
declare const navigator: { readonly gpu?: GPU };
declare const performance: { now(): number };
declare function atob(base64: string): string;

/** The bytes of the compiled AssemblyScript module. */
export function kernelBytes(): Promise<Uint8Array<ArrayBuffer>> {
  return Promise.resolve(Uint8Array.from(atob(KERNELS), (byte) => byte.charCodeAt(0)));
}

/** The text of a shader. @param path within kernels/ */
export function shaderText(path: string): Promise<string> {
  const text = SHADERS[path];
  return text === undefined ? Promise.reject(new Error(`there is no ${path}`)) : Promise.resolve(text);
}

/**
 * WebGPU itself.
 *
 * @throws Error where the browser has none
 */
export function loadGpu(): Promise<GPU> {
  const { gpu } = navigator;
  return gpu === undefined ? Promise.reject(new Error("this browser has no WebGPU")) : Promise.resolve(gpu);
}

/** Milliseconds, for pacing alone: it decides how long a dispatch is, on which no result depends. */
export function milliseconds(): number {
  return performance.now();
}
