import { readFileSync } from "node:fs";
import { sha256 } from "@noble/hashes/sha2.js";
import { Packr } from "msgpackr";
import { beforeAll, describe, expect, it } from "vitest";
import {
  type Checkpoint,
  type ConfigInput,
  decodeCheckpoint,
  encodeCheckpoint,
  evolve,
  NUMERICS_VERSION,
  resolveConfig,
} from "#engine/index.js";
import { readSections, writeSections } from "#engine/checkpoint/checkpoint-file.js";
import { refusal } from "../../support/refusal.js";

const golden = (name: string): URL => new URL(`../../golden/${name}`, import.meta.url);
const packr = new Packr({ useRecords: false });

/** Arrays as JSON has them. */
const plain = (_key: string, value: unknown): unknown => (value instanceof Float32Array ? [...value] : value);

/** What checkpoint-v1.json says that checkpoint-v1.ckpt holds. */
interface WrittenV1 {
  readonly command: string;
  readonly config: ConfigInput;
  readonly state: {
    readonly strategy: {
      readonly generation: number;
      readonly population: { readonly individuals: number; readonly genomes: readonly number[] };
    };
  };
}

/** What checkpoint-v2.json says that checkpoint-v2.ckpt holds. */
interface WrittenV2 {
  readonly command: string;
  readonly config: ConfigInput;
}

async function small(): Promise<Checkpoint> {
  const { config, state } = await evolve({
    model: { cells: 3, duration: 0.5, dt: 0.05 },
    network: { hidden: [2] },
    evaluation: { replicates: 8 },
    search: { population: 3, parents: 1, generations: 3 },
    champion: { candidates: 2, replicates: 20, maxReplicates: 20 },
  });
  return {
    numericsVersion: NUMERICS_VERSION,
    program: "0.1.0",
    config,
    state,
    history: { lines: 3, bytes: 600 },
  };
}

describe("a checkpoint", () => {
  let checkpoint: Checkpoint;
  let bytes: Uint8Array<ArrayBuffer>;
  beforeAll(async () => {
    checkpoint = await small();
    bytes = encodeCheckpoint(checkpoint);
  });

  it("is read back as it was written, and the same one gives the same bytes", () => {
    expect(decodeCheckpoint(bytes)).toEqual(checkpoint);
    expect(encodeCheckpoint(decodeCheckpoint(bytes))).toEqual(bytes);
  });

  it("of format v1 stays readable, to the last bit", () => {
    const written = JSON.parse(readFileSync(golden("checkpoint-v1.json"), "utf8")) as WrittenV1;
    const { command, config, state, ...expected } = written;
    expect(command).toContain("make-checkpoint.mjs");
    const { generation, population } = state.strategy;
    const read = decodeCheckpoint(readFileSync(golden("checkpoint-v1.ckpt")));
    const genomes = { shape: [population.individuals, 7], data: population.genomes };
    expect(JSON.parse(JSON.stringify(read, plain))).toEqual({
      ...expected,
      config: resolveConfig(config),
      state: { ...state, strategy: { name: "mu-plus-lambda", generation, arrays: { genomes }, numbers: {} } },
    });
  });

  it("of format v2 stays readable, to the last bit, and is written as it was", () => {
    const written = JSON.parse(readFileSync(golden("checkpoint-v2.json"), "utf8")) as WrittenV2;
    const { command, config, ...expected } = written;
    expect(command).toContain("make-checkpoint.mjs");
    const file = new Uint8Array(readFileSync(golden("checkpoint-v2.ckpt")));
    const read = decodeCheckpoint(file);
    // The file has the keys that there were; those added since are at their defaults.
    expect(JSON.parse(JSON.stringify(read, plain))).toEqual({ ...expected, config: resolveConfig(config) });
    const [meta, ...sections] = readSections(encodeCheckpoint(read)).sections;
    const [metaWritten, ...sectionsWritten] = readSections(file).sections;
    expect(sections).toEqual(sectionsWritten);
    expect(packr.unpack(meta!)).toMatchObject(packr.unpack(metaWritten!) as object);
  });

  it("before the first generation, whose best fitness is −∞, is read back too", () => {
    const { strategy } = checkpoint.state;
    const first: Checkpoint = {
      ...checkpoint,
      history: { lines: 0, bytes: 0 },
      state: {
        generation: 0,
        strategy: { ...strategy, generation: 0 },
        candidates: [],
        bestSoFar: { fitness: -Infinity, generation: 0 },
        lastBest: null,
        cellSteps: 0,
        seconds: 0,
      },
    };
    expect(decodeCheckpoint(encodeCheckpoint(first))).toEqual(first);
  });

  it("with any single byte changed, by any one bit or in all, is refused", () => {
    for (let at = 0; at < bytes.length; at++) {
      for (const mask of [1 << (at % 8), 0xff]) {
        const changed = bytes.slice();
        changed[at]! ^= mask;
        expect(
          refusal(() => decodeCheckpoint(changed)),
          `byte ${at}`,
        ).toBe("checkpoint.damaged");
      }
    }
  });

  it("cut off at any byte, or with bytes after it, is refused", () => {
    for (let length = 0; length < bytes.length; length++) {
      expect(
        refusal(() => decodeCheckpoint(bytes.subarray(0, length))),
        `${length} bytes`,
      ).toBe("checkpoint.damaged");
    }
    const longer = new Uint8Array(bytes.length + 1);
    longer.set(bytes);
    expect(refusal(() => decodeCheckpoint(longer))).toBe("checkpoint.damaged");
  });

  it("of a newer format says so instead of being called damaged", () => {
    const newer = bytes.slice();
    newer[8] = 3;
    newer.set(sha256(newer.subarray(0, -32)), newer.length - 32);
    expect(refusal(() => decodeCheckpoint(newer))).toBe("checkpoint.version");
  });

  describe("whose checksums are right is refused all the same when", () => {
    type Sections = [meta: Tree, search: Tree, strategy: Tree, candidates: Tree];
    type Tree = Record<string, unknown>;

    const genomesOf = (strategy: Tree): Tree => (strategy["arrays"] as Tree)["genomes"] as Tree;

    function forged(change: (sections: Sections) => void): Uint8Array {
      const sections = readSections(bytes).sections.map(
        (section) => packr.unpack(section) as Tree,
      ) as Sections;
      change(sections);
      return writeSections(
        NUMERICS_VERSION,
        sections.map((section) => packr.pack(section)),
      );
    }

    // Else the cases below would be refused for how they were forged.
    beforeAll(() => {
      expect(decodeCheckpoint(forged(() => undefined))).toEqual(checkpoint);
    });

    it.each<[string, (sections: Sections) => void]>([
      ["its generation disagrees with the strategy's", ([, search]) => (search["generation"] = 7)],
      ["its history has another number of lines", ([meta]) => (meta["history"] = { lines: 2, bytes: 600 })],
      ["its population has another shape", ([, , s]) => (genomesOf(s)["shape"] = [7, 1])],
      ["its population claims more than there is", ([, , s]) => (genomesOf(s)["shape"] = [3, 1e9])],
      ["its population claims all memory", ([, , s]) => (genomesOf(s)["shape"] = [2 ** 52, 7])],
      ["its population has the right size and another shape", ([, , s]) => (genomesOf(s)["shape"] = [7, 3])],
      ["its state is another strategy's", ([, , s]) => (s["name"] = "annealing")],
      ["its state has a number too many", ([, , s]) => (s["numbers"] = { step: 1 })],
      ["its state has no population", ([, , s]) => (s["arrays"] = {})],
      ["its numbers have another type", ([, , s]) => (genomesOf(s)["dtype"] = "<f8")],
      ["its population is no bytes", ([, , s]) => (genomesOf(s)["data"] = [1, 2, 3])],
      ["its candidates differ in number", ([, , , c]) => (c["fitness"] = [0.1])],
      [
        "it has more candidates than asked for",
        ([, , , c]) => (c["fitness"] = new Array<number>(1001).fill(0)),
      ],
      ["a candidate comes from the future", ([, , , c]) => (c["generations"] = [2, 3])],
      ["a fitness is not finite", ([, , , c]) => (c["fitness"] = [NaN, 0])],
      ["its configuration and its hash disagree", ([meta]) => ((meta["config"] as Tree)["seed"] = 43)],
      ["its configuration is none", ([meta]) => (meta["config"] = { model: { cells: -1 } })],
      ["a key is unknown", ([meta]) => (meta["extra"] = 1)],
      [
        "a section nests deeply",
        ([meta]) => (meta["config"] = JSON.parse("[".repeat(50) + "]".repeat(50)) as unknown),
      ],
      ["a section is missing", (sections) => sections.pop()],
    ])("%s", (_, change) => {
      expect(refusal(() => decodeCheckpoint(forged(change)))).toBe("checkpoint.damaged");
    });

    it("a section announces more than it has, or far more values than any", () => {
      const bombs = [
        Uint8Array.of(0xdd, 0xff, 0xff, 0xff, 0xff),
        Uint8Array.of(0xdf, 0xff, 0xff, 0xff, 0xff),
        Uint8Array.of(0xc6, 0xff, 0xff, 0xff, 0xff),
        Uint8Array.of(0xc9, 0xff, 0xff, 0xff, 0xff, 0x74),
        Uint8Array.of(0xc1),
        new Uint8Array(100_000).fill(0x91),
        Uint8Array.from({ length: 5 + (1 << 20) }, (_, i) => [0xdd, 0x00, 0x10, 0x00, 0x00][i] ?? 0xc0),
      ];
      for (const bomb of bombs) {
        const file = writeSections(NUMERICS_VERSION, [bomb, bomb, bomb, bomb]);
        expect(refusal(() => decodeCheckpoint(file))).toBe("checkpoint.damaged");
      }
    });
  });
});
