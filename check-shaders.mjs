// Validates every shader in the forms it is compiled in, and the WGSL files given, with Dawn's null backend: no driver
// is needed, nothing is run.
import { readFileSync } from "node:fs";
import { openDevice } from "./dist/kernels/webgpu/device.js";
import { patternLayout } from "./dist/kernels/index.js";
import { Programs } from "./dist/kernels/webgpu/programs.js";
import { joinParts, PROGRAM_NAMES, programParts } from "./dist/kernels/webgpu/shaders.js";

const folder = "kernels/webgpu/shaders/";

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

function* specialisations() {
  for (const boundary of ["open", "pinned", "periodic"]) {
    for (const increment of ["workgroup-table", "storage-table", "network"]) {
      for (const [cells, thresholds] of [
        [1, [0.5]],
        [7, [0.25, 0.5, 0.75]],
        [32, [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]],
      ]) {
        const layout = patternLayout(cells, thresholds.length + 1);
        yield {
          boundary,
          layout,
          thresholds,
          hidden: [8, 3],
          increment,
          tableNodes: 1025,
          workgroupSize: 64,
        };
      }
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

for (const specialisation of specialisations()) {
  for (const name of PROGRAM_NAMES) {
    const parts = await programParts(name, specialisation);
    const named = parts.map(({ file, text }) => ({ file: folder + file, text }));
    const wrong = await complaints(device.gpu, named);
    for (const complaint of wrong) found.add(complaint);
    // The pipeline as well: its bindings and its workgroup are the host's side of the agreement.
    if (wrong.length === 0) {
      const refused = (error) => found.add(`${folder}${name}.entry.wgsl: ${error.message}`);
      await programs.get(name, specialisation).catch(refused);
    }
    checked += 1;
  }
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
