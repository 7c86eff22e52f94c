import { readFile } from "node:fs/promises";

/**
 * What the WebGPU backend takes from where it runs, in one file with no logic of the backend's: this one is
 * for Node, a build for browsers replaces it (`navigator.gpu`, `fetch`).
 */

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

/** The text of a shader. @param path within kernels/ */
export function shaderText(path: string): Promise<string> {
  return readFile(new URL(`../${path}`, import.meta.url), "utf8");
}

/** Milliseconds, for pacing alone: it decides how long a dispatch is, on which no result depends. */
export function milliseconds(): number {
  return performance.now();
}
