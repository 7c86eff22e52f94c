import { readFile } from "node:fs/promises";

/** A file of this package; by its name in package.json, as this code is in the bundle of dist/bin/. */
export function packageFile(name: string): Promise<Uint8Array> {
  return readFile(new URL(import.meta.resolve(name)));
}
