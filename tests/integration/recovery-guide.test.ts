import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { decodeCheckpoint } from "#engine/index.js";

const GUIDE = readFileSync(new URL("../../docs/recovery.md", import.meta.url), "utf8");

function hasPython(): boolean {
  try {
    execFileSync("python3", ["-c", "import msgpack"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

/** A value of plain msgpack by its specification, in this test's own words: what a reader in another language does. */
function readMsgpack(bytes: Buffer): unknown {
  let at = 0;
  const uint = (width: number): number => bytes.readUIntBE((at += width) - width, width);
  const take = (count: number): Buffer => bytes.subarray(at, (at += count));
  const list = (count: number): unknown[] => Array.from({ length: count }, value);
  const map = (count: number): unknown =>
    Object.fromEntries(
      list(2 * count).flatMap((_, i, all) => (i % 2 === 0 ? [[all[i], all[i + 1]] as const] : [])),
    );
  function value(): unknown {
    const tag = uint(1);
    if (tag <= 0x7f) return tag;
    if (tag <= 0x8f) return map(tag & 0x0f);
    if (tag <= 0x9f) return list(tag & 0x0f);
    if (tag <= 0xbf) return take(tag & 0x1f).toString();
    if (tag >= 0xe0) return tag - 0x100;
    switch (tag) {
      case 0xc0:
        return null;
      case 0xc2:
        return false;
      case 0xc3:
        return true;
      case 0xc4:
        return take(uint(1));
      case 0xc5:
        return take(uint(2));
      case 0xca:
        return take(4).readFloatBE();
      case 0xcb:
        return take(8).readDoubleBE();
      case 0xcc:
        return uint(1);
      case 0xcd:
        return uint(2);
      case 0xce:
        return uint(4);
      case 0xd9:
        return take(uint(1)).toString();
      case 0xda:
        return take(uint(2)).toString();
      case 0xdc:
        return list(uint(2));
      case 0xde:
        return map(uint(2));
      default:
        throw new Error(`no plain msgpack: 0x${tag.toString(16)}`);
    }
  }
  const result = value();
  expect(at).toBe(bytes.length);
  return result;
}

/** An array as a section has it. */
interface PackedArray {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data: Buffer;
}

/** What stands in the section of a strategy: v1 knew only the population of (μ+λ). */
interface StrategySection {
  readonly name?: string;
  readonly population?: PackedArray;
  readonly arrays?: Readonly<Record<string, PackedArray>>;
  readonly numbers?: Readonly<Record<string, number>>;
}

function numbersOf({ dtype, shape, data }: PackedArray): number[] {
  const size = shape.reduce((product, length) => product * length, 1);
  return Array.from({ length: size }, (_, i) =>
    dtype === "<f4" ? data.readFloatLE(4 * i) : data.readDoubleLE(8 * i),
  );
}

describe.each([1, 2])("checkpoint format v%i as the guide describes it", (version) => {
  const file = new URL(`../golden/checkpoint-v${version}.ckpt`, import.meta.url).pathname;
  const { state, config, numericsVersion } = decodeCheckpoint(readFileSync(file));
  const { name, arrays, numbers } = state.strategy;
  const expected = {
    numericsVersion,
    seed: config.seed,
    generation: state.generation,
    strategy: name,
    arrays: Object.fromEntries(Object.entries(arrays).map(([array, { data }]) => [array, [...data]])),
    numbers,
    fitness: state.candidates.map(({ fitness }) => fitness),
  };
  const python = hasPython();
  if (!python)
    process.stderr.write("recovery-guide.test.ts: no python3 with msgpack here, its reader is not run\n");

  it.runIf(python)("is read by the guide's Python", () => {
    const [, program = ""] = /```python\n([^]*?)```/.exec(GUIDE) ?? [];
    const output = execFileSync("python3", ["-c", program, file], { encoding: "utf8" });
    expect(JSON.parse(output)).toEqual(expected);
  });

  it("is read by a reader that knows nothing but the guide", () => {
    const data = readFileSync(file);
    const [, magic = ""] = /magic: ([0-9a-f ]+)/.exec(GUIDE) ?? [];
    expect(data.subarray(0, 8).toString("hex")).toBe(magic.trim().replaceAll(" ", ""));
    const sha256 = (bytes: Buffer): Buffer => createHash("sha256").update(bytes).digest();
    expect(sha256(data.subarray(0, -32))).toEqual(data.subarray(-32));
    expect(data.readUInt32LE(8)).toBe(version);
    const count = data.readUInt32LE(16);
    let at = 20 + 12 * count;
    const sections = Array.from({ length: count }, (_, i) => {
      const entry = 20 + 12 * i;
      const section = data.subarray(at, (at += data.readUInt32LE(entry)));
      expect(sha256(section).subarray(0, 8)).toEqual(data.subarray(entry + 4, entry + 12));
      return readMsgpack(section);
    });
    expect(at).toBe(data.length - 32);
    const strategy = sections[2] as StrategySection;
    const held = strategy.arrays ?? { genomes: strategy.population! };
    expect(held["genomes"]?.dtype).toBe("<f4");
    expect({
      numericsVersion: data.readUInt32LE(12),
      seed: (sections[0] as { config: { seed: number } }).config.seed,
      generation: (sections[1] as { generation: number }).generation,
      strategy: strategy.name ?? "mu-plus-lambda",
      arrays: Object.fromEntries(Object.entries(held).map(([array, packed]) => [array, numbersOf(packed)])),
      numbers: strategy.numbers ?? {},
      fitness: (sections[3] as { fitness: number[] }).fitness,
    }).toEqual(expected);
  });
});
