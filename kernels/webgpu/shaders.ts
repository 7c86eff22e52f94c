import type { ClipDerivative } from "../gradient.js";
import type { PatternLayout } from "../packed-patterns.js";
import type { DriftShader } from "./drift-shader.js";
import { type ShaderPart, shaderParts } from "./shader-parts.js";
import type { Sweep } from "./sweep.js";

const TAPE = ["batch", "sensed-by-edges", "tape"];
const NORMAL = ["threefry2x32", "math-f32", "normal"];

/** A program before it is compiled. Its text as JSON tells it from others. */
export interface ProgramSource {
  /** Its entry point is `shaders/<name>.entry.wgsl`. */
  readonly name: string;
  /** WGSL declarations that its modules take as given; everything else is in its buffers. */
  readonly constants: readonly string[];
  /** Its modules are `shaders/<module>.wgsl`. */
  readonly modules: readonly string[];
  /** The drift of a program that advances. */
  readonly drift?: DriftShader;
}

/** A WGSL declaration of a number that counts. */
function count(name: string, value: number): string {
  return `const ${name} = ${value}u;`;
}

/** Draws the initial states of a tile. @param workgroupSize invocations of a workgroup */
export function drawSource(cells: number, workgroupSize: number): ProgramSource {
  return {
    name: "draw-initial-states",
    constants: [count("WORKGROUP_SIZE", workgroupSize), count("CELLS", cells)],
    modules: ["batch", ...NORMAL],
  };
}

/** Advances a tile by some steps. */
export function advanceSource(sweep: Sweep, drift: DriftShader): ProgramSource {
  const { program, cells, line, workgroupSize } = sweep;
  const constants = [
    count("WORKGROUP_SIZE", workgroupSize),
    count("CELLS", cells),
    count("LAST_CELL", cells - 1),
  ];
  const modules = ["batch", ...NORMAL, "euler-maruyama"];
  if (line === null) return { name: program, constants, modules: [...modules, "sensed-by-edges"], drift };
  const ofLine = [
    count("LEFT_OF_FIRST", line.leftOfFirst),
    count("RIGHT_OF_LAST", line.rightOfLast),
    `const ENDS_HELD = ${line.endsHeld};`,
  ];
  const sensed = program === "advance-cells" ? ["line", "sensed-on-line"] : ["line"];
  return { name: program, constants: [...constants, ...ofLine], modules: [...modules, ...sensed], drift };
}

/**
 * Advances a tile by some steps and keeps all states.
 *
 * @param workgroupSize invocations of a workgroup
 * @param drift of a model's adjoint
 * @param scores whether the noise is scattered
 */
export function recordSource(
  cells: number,
  workgroupSize: number,
  drift: DriftShader,
  scores: boolean,
): ProgramSource {
  return {
    name: "record-steps",
    constants: [count("WORKGROUP_SIZE", workgroupSize), count("CELLS", cells), `const SCORES = ${scores};`],
    modules: [...TAPE, ...NORMAL, "euler-maruyama"],
    drift,
  };
}

/**
 * Takes the adjoints of a tile back by some steps.
 *
 * @param workgroupSize invocations of a workgroup
 * @param drift of a model's adjoint
 */
export function retreatSource(
  cells: number,
  workgroupSize: number,
  drift: DriftShader,
  clip: ClipDerivative,
): ProgramSource {
  return {
    name: "retreat-steps",
    constants: [
      count("WORKGROUP_SIZE", workgroupSize),
      count("CELLS", cells),
      `const CLIP_STOPS = ${clip === "exact"};`,
    ],
    // It never asks for f, but what declares that may need the functions.
    modules: [...TAPE, "math-f32"],
    drift,
  };
}

/** Reads the fates of a tile. @param workgroupSize invocations of a workgroup */
export function readSource(
  layout: PatternLayout,
  thresholds: readonly number[],
  workgroupSize: number,
): ProgramSource {
  const literals = thresholds.map((threshold) => `${Math.fround(threshold)}f`);
  return {
    name: "read-patterns",
    constants: [
      count("WORKGROUP_SIZE", workgroupSize),
      count("CELLS", layout.cells),
      count("BITS_PER_CELL", layout.bitsPerCell),
      count("CELLS_PER_WORD", layout.cellsPerWord),
      count("WORDS_PER_PATTERN", layout.wordsPerPattern),
      count("THRESHOLD_COUNT", thresholds.length),
      `const THRESHOLDS = array<f32, ${thresholds.length}>(${literals.join(", ")});`,
    ],
    modules: ["batch"],
  };
}

/** What a program is made of: constants, modules, entry point. WGSL lets declarations come in any order. */
export async function programParts({
  name,
  constants,
  modules,
  drift,
}: ProgramSource): Promise<ShaderPart[]> {
  const files = [...modules, `${name}.entry`].map((file) => `webgpu/shaders/${file}.wgsl`);
  const text = [...constants, ...(drift?.constants ?? []), ""].join("\n");
  return [{ file: "constants", text }, ...((await drift?.modules()) ?? []), ...(await shaderParts(files))];
}
