import { readFile } from "node:fs/promises";

/**
 * What the WebGPU backend takes from where it runs, in one file with no logic of the backend's: this one is
 * for Node, a build for browsers replaces it (`navigator.gpu`, `fetch`).
 */

/**
 * WebGPU itself: Dawn, from the optional package `webgpu`. The object must be kept as long as its devices are
 * used and dropped after them, so nothing here holds it.
 *
 * @throws Error where the package is not installed or has no binary for this platform
 */
export async function loadGpu(): Promise<GPU> {
  const { create } = await import("webgpu");
  return create([]);
}

/** The text of `shaders/<file>`. */
export function shaderText(file: string): Promise<string> {
  return readFile(new URL(`./shaders/${file}`, import.meta.url), "utf8");
}

/** Milliseconds, for pacing alone: it decides how long a dispatch is, on which no result depends. */
export function milliseconds(): number {
  return performance.now();
}
