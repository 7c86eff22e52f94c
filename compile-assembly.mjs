// Compiles AssemblyScript to one WebAssembly module: the kernels', and those of the tests with more entries.
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";

const root = import.meta.dirname;
const modified = (file) => statSync(join(root, file), { throwIfNoEntry: false })?.mtimeMs ?? -Infinity;

/** All sources in kernels/: those of the kernels and those of the models. */
function sources() {
  return readdirSync(join(root, "kernels"), { recursive: true })
    .filter((file) => /[/\\]assembly[/\\].*\.ts$/.test(file))
    .map((file) => join("kernels", file));
}

/**
 * Compiles the entries of kernels/, and `more` beside, to `outFile`, where that is not newer than all of them.
 *
 * @param more sources; those named index.ts are entries
 */
export async function compileAssembly(outFile, more = []) {
  const inputs = [...sources(), ...more];
  if (["asconfig.json", ...inputs].every((input) => modified(input) < modified(outFile))) return;
  const { default: asc } = await import("assemblyscript/asc");
  const entries = inputs.filter((file) => file.endsWith("index.ts"));
  const options = [
    "--config",
    "asconfig.json",
    "--baseDir",
    root,
    "--target",
    "release",
    "--outFile",
    outFile,
  ];
  const { error } = await asc.main([...entries, ...options], {
    stdout: process.stdout,
    stderr: process.stderr,
  });
  if (error) throw error;
}
