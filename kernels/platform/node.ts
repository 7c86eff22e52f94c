/**
 * What kernels/ takes from where it runs, for Node; `browser.ts` has the same for browsers. Which of the two is meant by
 * `#platform`, package.json says.
 */
import { readFile } from "node:fs/promises";

/** A file that the build puts beside the code; by its name in package.json, as this code is also in the bundle of dist/bin/. */
function asset(path: string): URL {
  return new URL(import.meta.resolve(`#kernels/${path}`));
}

/** The bytes of the compiled AssemblyScript module. */
export async function kernelBytes(): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await readFile(asset("wasm/kernels.wasm")));
}

/** The text of a shader. @param path within kernels/ */
export function shaderText(path: string): Promise<string> {
  return readFile(asset(path), "utf8");
}

let gpu: Promise<GPU> | undefined;

/**
 * WebGPU itself: Dawn, from the optional package `webgpu`. There is one for as long as the process lives: Dawn's
 * threads may still be at work when its devices are gone, and collecting it then crashes the process.
 *
 * @throws Error where the package is not installed or has no binary for this platform
 */
export function loadGpu(): Promise<GPU> {
  return (gpu ??= import("webgpu").then(({ create }) => create([])));
}

/** Milliseconds, for pacing alone: it decides how long a dispatch is, on which no result depends. */
export function milliseconds(): number {
  return performance.now();
}
