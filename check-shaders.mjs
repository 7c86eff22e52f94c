// Validates every shader in the forms it is compiled in, and the WGSL files given, with Dawn's null backend: no driver
// is needed, nothing is run.
import { readFileSync } from "node:fs";
import { CATALOGUE, CLIP_DERIVATIVES, latticeOf, patternLayout } from "./dist/kernels/index.js";
import { openDevice } from "./dist/kernels/webgpu/device.js";
import { GRADIENT_BINDINGS, SIMULATION_BINDINGS } from "./dist/kernels/webgpu/layout.js";
import { Programs } from "./dist/kernels/webgpu/programs.js";
import { joinParts } from "./dist/kernels/webgpu/shader-parts.js";
import {
  advanceSource,
  drawSource,
  programParts,
  readSource,
  recordSource,
  retreatSource,
} from "./dist/kernels/webgpu/shaders.js";
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

const cellsAndThresholds = [
  [1, [0.5]],
  [32, [0.25, 0.5, 0.75]],
  [33, [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]],
];

/** Every program of a simulation in every form, for short and long lattices of every connectivity and for every model's drifts. */
function* sources(limits) {
  const connectivities = { ...CATALOGUE.connectivities, star };
  const drifts = Object.values(CATALOGUE.models).flatMap(({ shaders }) => shaders);
  const workgroupSize = plainWorkgroup(limits);
  for (const [cells, thresholds] of cellsAndThresholds) {
    yield drawSource(cells, workgroupSize);
    yield readSource(patternLayout(cells, thresholds.length + 1), thresholds, workgroupSize);
    for (const connectivity of Object.keys(connectivities)) {
      const sweep = sweepOf(latticeOf({ connectivity, cells }, connectivities), limits);
      for (const drift of drifts) yield advanceSource(sweep, drift);
    }
  }
}

/** Every program of a gradient in every form, for every model that has one. */
function* gradientSources(limits) {
  const workgroupSize = plainWorkgroup(limits);
  for (const [cells] of cellsAndThresholds) {
    yield drawSource(cells, workgroupSize);
    for (const { adjoint } of Object.values(CATALOGUE.models)) {
      if (adjoint === null) continue;
      for (const scores of [false, true]) yield recordSource(cells, workgroupSize, adjoint.shader, scores);
      for (const clip of CLIP_DERIVATIVES) yield retreatSource(cells, workgroupSize, adjoint.shader, clip);
    }
  }
}

const { create } = await import("webgpu");
// Kept to the end: collecting it while its threads are at work crashes the process.
const gpu = create(["backend=null"]);
const device = await openDevice(() => Promise.resolve(gpu));
const found = new Set();
let checked = 0;

/** Checks `source`, which is to be one of `programs`. */
async function check(programs, source) {
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

const { limits } = device.adapter;
const simulation = new Programs(device, SIMULATION_BINDINGS);
for (const source of sources(limits)) await check(simulation, source);
const gradient = new Programs(device, GRADIENT_BINDINGS);
for (const source of gradientSources(limits)) await check(gradient, source);
for (const file of process.argv.slice(2)) {
  const wrong = await complaints(device.gpu, [{ file, text: readFileSync(file, "utf8") }]);
  for (const complaint of wrong) found.add(complaint);
  checked += 1;
}
device.destroy();

for (const complaint of found) console.error(complaint);
console.log(`${checked} shaders checked, complaints: ${found.size}`);
process.exitCode = found.size === 0 ? 0 : 1;
