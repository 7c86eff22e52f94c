import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { detectRaces, WgslReflect } from "wgsl_reflect/wgsl_reflect.module.js";
import { patternLayout } from "#kernels/index.js";
import { BATCH, BINDINGS, encodeIndividuals, INDIVIDUAL } from "#kernels/webgpu/layout.js";
import {
  type Increment,
  joinParts,
  PROGRAM_NAMES,
  type ProgramName,
  programParts,
} from "#kernels/webgpu/shaders.js";

const FOLDER = new URL("../../../kernels/webgpu/shaders/", import.meta.url);
const FILES = readdirSync(FOLDER);
/** Odd, and more cells than two rounds of a workgroup's pairs: every branch of the sweeps is taken. */
const CELLS = 19;
const WORKGROUP_SIZE = 4;

async function sourceOf(name: ProgramName, increment: Increment): Promise<string> {
  const parts = await programParts(name, {
    boundary: "periodic",
    layout: patternLayout(CELLS, 2),
    thresholds: [0.5],
    hidden: [3],
    increment,
    tableNodes: 5,
    workgroupSize: WORKGROUP_SIZE,
  });
  return joinParts(parts);
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
  const replicates = name === "advance-lines" ? 2 : 2 * WORKGROUP_SIZE - 1;
  const batch = new Uint32Array(BATCH.bytes / 4);
  batch[BATCH.replicates / 4] = replicates;
  batch[BATCH.steps / 4] = 2;
  const individuals = encodeIndividuals([
    { noiseKey: [1, 2], initialKey: [3, 4], regulation: 0, intervals: 4 },
  ]);
  const buffers = {
    [BINDINGS.batch]: { uniform: batch },
    [BINDINGS.individuals]: new Uint8Array(individuals),
    [BINDINGS.regulations]: new Float32Array(16),
    [BINDINGS.states]: new Float32Array(replicates * CELLS),
    [BINDINGS.patterns]: new Uint32Array(replicates),
  };
  const entry = new WgslReflect(source).entry.compute[0]!.name;
  const { races, errors } = detectRaces(source, entry, [2, 1, 1], { 0: buffers });
  expect(errors).toStrictEqual([]);
  return races.length;
}

describe("the invocations of a workgroup", () => {
  for (const increment of ["workgroup-table", "storage-table", "network"] as const) {
    it.each(PROGRAM_NAMES)(`should not race, f by ${increment}: %s`, async (name) => {
      expect(racesIn(name, await sourceOf(name, increment))).toBe(0);
    });
  }

  it.each([
    ["advance-replicates", "workgroup-table"],
    ["advance-lines", "storage-table"],
  ] as const)("should race in %s (%s) without any one of its barriers", async (name, increment) => {
    const barrier = "workgroupBarrier();";
    const pieces = (await sourceOf(name, increment)).split(barrier);
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
