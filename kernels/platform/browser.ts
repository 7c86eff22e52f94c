/** What kernels/ takes from where it runs, for browsers; see `node.ts`. The build packs the files into `assets.js`. */
import { KERNELS, SHADERS } from "./assets.js";

// What is used of a browser: the types of "dom" would let all of kernels/ use the rest.
declare const navigator: { readonly gpu?: GPU };
declare const performance: { now(): number };
declare function atob(base64: string): string;
declare const DecompressionStream: new (format: "deflate-raw") => object;
declare class Blob {
  constructor(parts: readonly Uint8Array[]);
  stream(): { pipeThrough(stream: object): object };
}
declare class Response {
  constructor(body: object);
  arrayBuffer(): Promise<ArrayBuffer>;
  json(): Promise<Readonly<Record<string, string>>>;
}

/** What the build has packed. */
function unpacked(asset: string): Response {
  const bytes = Uint8Array.from(atob(asset), (byte) => byte.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw")));
}

/** The bytes of the compiled AssemblyScript module. */
export async function kernelBytes(): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await unpacked(KERNELS).arrayBuffer());
}

let shaders: Promise<Readonly<Record<string, string>>> | undefined;

/** The text of a shader. @param path within kernels/ */
export async function shaderText(path: string): Promise<string> {
  const text = (await (shaders ??= unpacked(SHADERS).json()))[path];
  if (text === undefined) throw new Error(`there is no ${path}`);
  return text;
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
