import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { detectRaces, WgslReflect } from "wgsl_reflect/wgsl_reflect.module.js";
import { type Connectivity, latticeOf, patternLayout } from "#kernels/index.js";
import { lineOf } from "#kernels/lattice.js";
import { TABLE_ADJOINT } from "#kernels/models/regulated/shade-adjoint.js";
import { network, STORAGE_TABLE, workgroupTable } from "#kernels/models/regulated/shade.js";
import type { DriftShader } from "#kernels/webgpu/drift-shader.js";
import {
  BATCH,
  BINDINGS,
  EDGE,
  encodeEdges,
  encodeIndividuals,
  encodeRows,
  INDIVIDUAL,
  ROW,
} from "#kernels/webgpu/layout.js";
import { joinParts } from "#kernels/webgpu/shader-parts.js";
import {
  advanceSource,
  drawSource,
  programParts,
  type ProgramSource,
  readSource,
  recordSource,
  retreatSource,
} from "#kernels/webgpu/shaders.js";

const FOLDER = new URL("../../../kernels/", import.meta.url);
const FILES = readdirSync(FOLDER, { recursive: true, encoding: "utf8" }).filter((file) =>
  file.endsWith(".wgsl"),
);
/** Odd, and more cells than two rounds of a workgroup's pairs: every branch of the sweeps is taken. */
const CELLS = 19;
const WORKGROUP_SIZE = 4;
/** Cells that see all within a distance of two: no line. */
const WIDE: Connectivity = {
  description: "two cells to either side",
  symmetry: "mirror",
  normalise: "receiver",
  neighbours: (cell, cells) =>
    [cell - 2, cell - 1, cell + 1, cell + 2].filter((other) => other >= 0 && other < cells),
  held: () => [3],
};
const LATTICE = latticeOf({ connectivity: "wide", cells: CELLS }, { wide: WIDE });
const RING = lineOf(latticeOf({ connectivity: "periodic", cells: CELLS }));
if (RING === null) throw new Error("A ring is a line.");
const BY_CELLS = {
  program: "advance-cells",
  cells: CELLS,
  workgroupSize: WORKGROUP_SIZE,
  replicatesPerWorkgroup: 1,
  stateBytes: 4 * CELLS,
} as const;
const BY_REPLICATES = {
  ...BY_CELLS,
  program: "advance-replicates",
  replicatesPerWorkgroup: WORKGROUP_SIZE,
} as const;

const PROGRAM_NAMES = [
  "draw-initial-states",
  "advance-replicates",
  "advance-cells on a ring",
  "advance-cells by edges",
  "read-patterns",
  "record-steps",
  "retreat-steps",
] as const;
type ProgramName = (typeof PROGRAM_NAMES)[number];
const PROGRAMS: Readonly<Record<ProgramName, (drift: DriftShader) => ProgramSource>> = {
  "draw-initial-states": () => drawSource(CELLS, WORKGROUP_SIZE),
  "advance-replicates": (drift) => advanceSource({ ...BY_REPLICATES, line: RING }, drift),
  "advance-cells on a ring": (drift) => advanceSource({ ...BY_CELLS, line: RING }, drift),
  "advance-cells by edges": (drift) => advanceSource({ ...BY_CELLS, line: null }, drift),
  "read-patterns": () => readSource(patternLayout(CELLS, 2), [0.5], WORKGROUP_SIZE),
  "record-steps": () => recordSource(CELLS, WORKGROUP_SIZE, TABLE_ADJOINT, true),
  "retreat-steps": () => retreatSource(CELLS, WORKGROUP_SIZE, TABLE_ADJOINT, "exact"),
};

const DRIFTS = {
  "workgroup-table": workgroupTable(5),
  "storage-table": STORAGE_TABLE,
  network: network([3]),
} as const;
type DriftName = keyof typeof DRIFTS;

async function sourceOf(name: ProgramName, drift: DriftName): Promise<string> {
  return joinParts(await programParts(PROGRAMS[name](DRIFTS[drift])));
}

/** WGSL without its comments. */
function codeOf(file: string): string {
  return readFileSync(new URL(file, FOLDER), "utf8").replace(/\/\/.*$/gm, "");
}

describe("the modules of the shaders", () => {
  const modules = FILES.filter((file) => !file.endsWith(".entry.wgsl"));

  it.each(modules)("should declare no binding and no entry point: %s", (file) => {
    expect(codeOf(file)).not.toMatch(/@(group|binding|compute|workgroup_size)\b/);
  });

  it.each(FILES)("should leave no function of ours to the driver: %s", (file) => {
    expect(codeOf(file)).not.toMatch(/\b(log2?|exp2?|pow|a?(sin|cos|tan)h?|atan2|fma|smoothstep)\s*\(/);
  });
});

describe("the layout of the shaders' data", () => {
  it.each(PROGRAM_NAMES)("should be the host's: %s", async (name) => {
    const reflected = new WgslReflect(await sourceOf(name, "workgroup-table"));
    const structs = new Map(reflected.structs.map((struct) => [struct.name, struct]));
    for (const [struct, host] of [
      ["Batch", BATCH],
      ["Individual", INDIVIDUAL],
      ["Row", ROW],
      ["Edge", EDGE],
    ] as const) {
      const { members, size } = structs.get(struct)!;
      const offsets = Object.fromEntries(members.map((member) => [member.name, member.offset]));
      expect({ ...offsets, bytes: size }).toStrictEqual(host);
    }
    for (const variable of [...reflected.uniforms, ...reflected.storage]) {
      expect(variable.group).toBe(0);
      expect({ [variable.name]: variable.binding }).toStrictEqual({
        [variable.name]: BINDINGS[variable.name as keyof typeof BINDINGS],
      });
    }
  });
});

/** What wgsl_reflect finds when it runs two workgroups; its floats are wrong, but no address depends on them. */
function racesIn(name: ProgramName, source: string): number {
  const replicates = name.startsWith("advance-cells") ? 2 : 2 * WORKGROUP_SIZE - 1;
  const steps = 2;
  const batch = new Uint32Array(BATCH.bytes / 4);
  batch[BATCH.replicates / 4] = replicates;
  batch[BATCH.steps / 4] = steps;
  const individuals = encodeIndividuals([{ noiseKey: [1, 2], initialKey: [3, 4], drift: 0, numbers: 10 }]);
  const buffers = {
    [BINDINGS.batch]: { uniform: batch },
    [BINDINGS.individuals]: new Uint8Array(individuals),
    [BINDINGS.drifts]: new Float32Array(16),
    [BINDINGS.states]: new Float32Array((steps + 1) * replicates * CELLS),
    [BINDINGS.patterns]: new Uint32Array(replicates),
    [BINDINGS.rows]: new Uint8Array(encodeRows(LATTICE)),
    [BINDINGS.edges]: new Uint8Array(encodeEdges(LATTICE)),
    [BINDINGS.sums]: new Float32Array(replicates * 10),
    [BINDINGS.adjoints]: new Float32Array(2 * replicates * CELLS),
    [BINDINGS.clipped]: new Uint32Array(replicates),
  };
  const entry = new WgslReflect(source).entry.compute[0]!.name;
  const { races, errors } = detectRaces(source, entry, [2, 1, 1], { 0: buffers });
  expect(errors).toStrictEqual([]);
  return races.length;
}

describe("the invocations of a workgroup", () => {
  for (const drift of ["workgroup-table", "storage-table", "network"] as const) {
    it.each(PROGRAM_NAMES)(`should not race, f by ${drift}: %s`, async (name) => {
      expect(racesIn(name, await sourceOf(name, drift))).toBe(0);
    });
  }

  it.each([
    ["advance-replicates", "workgroup-table"],
    ["advance-cells on a ring", "storage-table"],
    ["advance-cells by edges", "storage-table"],
  ] as const)("should race in %s (%s) without any one of its barriers", async (name, drift) => {
    const barrier = "workgroupBarrier();";
    const pieces = (await sourceOf(name, drift)).split(barrier);
    expect(pieces.length).toBeGreaterThan(1);
    for (let i = 1; i < pieces.length; i++) {
      const without = pieces.slice(0, i).join(barrier) + pieces.slice(i).join(barrier);
      expect(racesIn(name, without)).toBeGreaterThan(0);
    }
  });
});

describe("check-shaders.mjs", () => {
  const check = (...files: string[]) =>
    spawnSync(process.execPath, ["check-shaders.mjs", ...files], { encoding: "utf8", timeout: 30_000 });

  it("should find nothing to complain about", () => {
    expect(check()).toMatchObject({ status: 0, stderr: "" });
  });

  it("should say where an error is", () => {
    const file = "tests/kernels/webgpu/broken.wgsl";
    const { status, stderr } = check(file);
    expect(status).toBe(1);
    expect(stderr).toContain(`${file}:4:7: error: `);
  });
});
