import type { Boundary } from "../backend.js";
import type { PatternLayout } from "../patterns.js";
import { BOUNDARY_CODES } from "./layout.js";
import { shaderText } from "./load-platform.js";

const f32 = Math.fround;

/** How a shader gets dt·f: WGSL that declares `prepareIncrement` and `incrementAt`. */
export interface DriftShader {
  /** With the constants, what tells its compiled programs from others. */
  readonly name: string;
  /** WGSL declarations that its modules take as given. */
  readonly constants: readonly string[];
  /** The text of its modules. */
  modules(): Promise<readonly ShaderPart[]>;
}

const NORMAL = ["threefry2x32", "math-f32", "normal"];
const STEP = [...NORMAL, "neighbour-average", "euler-maruyama"];

/** The programs, each the entry point of `<name>.entry.wgsl` with the modules of {@link MODULES}. */
export const PROGRAM_NAMES = [
  "draw-initial-states",
  "advance-replicates",
  "advance-lines",
  "read-patterns",
] as const;
export type ProgramName = (typeof PROGRAM_NAMES)[number];

const MODULES: Readonly<Record<ProgramName, readonly string[]>> = {
  "draw-initial-states": ["batch", ...NORMAL],
  "advance-replicates": ["batch", ...STEP],
  "advance-lines": ["batch", ...STEP],
  "read-patterns": ["batch"],
};

/** What is compiled into a program; everything else is in its buffers. */
export interface Specialisation {
  readonly boundary: Boundary;
  readonly layout: PatternLayout;
  readonly thresholds: readonly number[];
  /** Sizes of the hidden layers. */
  readonly hidden: readonly number[];
  readonly increment: Increment;
  /** Nodes of the largest table in workgroup memory. */
  readonly tableNodes: number;
  /** Invocations of a workgroup. */
  readonly workgroupSize: number;
}

/** A WGSL literal of the f32 nearest to `x`. */
function literal(x: number): string {
  return `${f32(x)}f`;
}

/** The constants that the modules take as given, for the program they become part of. */
function constants(specialisation: Specialisation): string {
  const { boundary, layout, thresholds, hidden, tableNodes, workgroupSize } = specialisation;
  const layers = [...hidden, 1];
  return [
    `const WORKGROUP_SIZE = ${workgroupSize}u;`,
    `const CELLS = ${layout.cells}u;`,
    `const BOUNDARY = ${BOUNDARY_CODES[boundary]}u;`,
    `const BITS_PER_CELL = ${layout.bitsPerCell}u;`,
    `const CELLS_PER_WORD = ${layout.cellsPerWord}u;`,
    `const WORDS_PER_PATTERN = ${layout.wordsPerPattern}u;`,
    `const THRESHOLD_COUNT = ${thresholds.length}u;`,
    `const THRESHOLDS = array<f32, ${thresholds.length}>(${thresholds.map(literal).join(", ")});`,
    `const TABLE_NODES = ${tableNodes}u;`,
    `const LAYER_COUNT = ${layers.length}u;`,
    `const LAYERS = array<u32, ${layers.length}>(${layers.map((size) => `${size}u`).join(", ")});`,
    `const WIDEST = ${Math.max(...layers)}u;`,
    "",
  ].join("\n");
}

/** A file that a program is made of; the first is the constants, which come from no file. */
export interface ShaderPart {
  readonly file: string;
  readonly text: string;
}

/** What a program is made of: constants, modules, entry point. WGSL lets declarations come in any order. */
export async function programParts(
  name: ProgramName,
  specialisation: Specialisation,
): Promise<readonly ShaderPart[]> {
  const modules = [...MODULES[name]];
  if (name.startsWith("advance-")) {
    if (specialisation.increment !== "network") modules.push("table-lookup");
    modules.push(`increment-${specialisation.increment}`);
  }
  const files = [...modules.map((module) => `${module}.wgsl`), `${name}.entry.wgsl`];
  const parts = files.map(async (file) => ({ file, text: await shaderText(file) }));
  return [{ file: "constants", text: constants(specialisation) }, ...(await Promise.all(parts))];
}

/** The WGSL of a program: its parts one after the other, each beginning a line. */
export function joinParts(parts: readonly ShaderPart[]): string {
  return parts.map(({ text }) => text).join("\n");
}
