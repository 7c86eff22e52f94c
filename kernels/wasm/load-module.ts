import { readFileSync } from "node:fs";

/**
 * The bytes of the compiled AssemblyScript module. The only file of kernels/ and engine/ that needs Node: a
 * build for browsers replaces it.
 */
export function kernelBytes(): Uint8Array<ArrayBuffer> {
  return new Uint8Array(readFileSync(new URL("./kernels.wasm", import.meta.url)));
}
