// Validates every shader in the forms it is compiled in, and the WGSL files given, with Dawn's null backend: no driver
// is needed, nothing is run.
import { readFileSync } from "node:fs";
import { CATALOGUE, latticeOf, patternLayout } from "./dist/kernels/index.js";
import { openDevice } from "./dist/kernels/webgpu/device.js";
import { Programs } from "./dist/kernels/webgpu/programs.js";
import { joinParts } from "./dist/kernels/webgpu/shader-parts.js";
import { advanceSource, drawSource, programParts, readSource } from "./dist/kernels/webgpu/shaders.js";
import { plainWorkgroup, sweepOf } from "./dist/kernels/webgpu/sweep.js";

/** Where line `line` of the joined `parts` comes from: file and line in it. */
function origin(parts, line) {
  let first = 1;
  for (const { file, text } of parts) {
    const lines = text.split("\n").length;
    if (line < first + lines) return `${file}:${line - first + 1}`;
    first += lines;
  }
  return "the end of the shader";
}

/** The compiler's complaints about `parts`. */
async function complaints(gpu, parts) {
  gpu.pushErrorScope("validation");
  const { messages } = await gpu.createShaderModule({ code: joinParts(parts) }).getCompilationInfo();
  await gpu.popErrorScope();
  return messages.map(
    ({ type, message, lineNum, linePos }) => `${origin(parts, lineNum)}:${linePos}: ${type}: ${message}`,
  );
}

/** A lattice that is no line. */
const star = {
  description: "everybody sees the first cell, which sees everybody",
  symmetry: "mirror",
  normalise: "sender",
  neighbours: (cell, cells) => (cell > 0 ? [0] : Array.from({ length: cells - 1 }, (_, i) => i + 1)),
  held: () => [],
};

/** Every program in every form, for short and long lattices of every connectivity and for every model's drifts. */
function* sources(limits) {
  const connectivities = { ...CATALOGUE.connectivities, star };
  const drifts = Object.values(CATALOGUE.models).flatMap(({ shaders }) => shaders);
  const workgroupSize = plainWorkgroup(limits);
  for (const [cells, thresholds] of [
    [1, [0.5]],
    [32, [0.25, 0.5, 0.75]],
    [33, [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]],
  ]) {
    yield drawSource(cells, workgroupSize);
    yield readSource(patternLayout(cells, thresholds.length + 1), thresholds, workgroupSize);
    for (const connectivity of Object.keys(connectivities)) {
      const sweep = sweepOf(latticeOf({ connectivity, cells }, connectivities), limits);
      for (const drift of drifts) yield advanceSource(sweep, drift);
    }
  }
}

const { create } = await import("webgpu");
// Kept to the end: collecting it while its threads are at work crashes the process.
const gpu = create(["backend=null"]);
const device = await openDevice(() => Promise.resolve(gpu));
const programs = new Programs(device);
const found = new Set();
let checked = 0;

for (const source of sources(device.adapter.limits)) {
  const parts = await programParts(source);
  const named = parts.map(({ file, text }) => ({ file: `kernels/${file}`, text }));
  const wrong = await complaints(device.gpu, named);
  for (const complaint of wrong) found.add(complaint);
  // The pipeline as well: its bindings and its workgroup are the host's side of the agreement.
  if (wrong.length === 0) {
    const refused = (error) => found.add(`${source.name}: ${error.message}`);
    await programs.get(source).catch(refused);
  }
  checked += 1;
}
for (const file of process.argv.slice(2)) {
  const wrong = await complaints(device.gpu, [{ file, text: readFileSync(file, "utf8") }]);
  for (const complaint of wrong) found.add(complaint);
  checked += 1;
}
device.destroy();

for (const complaint of found) console.error(complaint);
console.log(`${checked} shaders checked, complaints: ${found.size}`);
process.exitCode = found.size === 0 ? 0 : 1;
