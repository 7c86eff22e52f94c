import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { decodeMessage, encodeMessage } from "#actors/message-codec.js";
import type { Envelope } from "#actors/messages.js";
import { resolveOptions } from "#cli/input/config-source.js";
import { resolveSubject } from "#cli/input/subject-source.js";
import { readSections, writeSections } from "#engine/checkpoint/checkpoint-file.js";
import { decodeCheckpoint, NUMERICS_VERSION, pack, PRESETS, resolveConfig } from "#engine/index.js";
import { mutate } from "../support/mutate.js";
import { batchOf } from "../batches.js";
import { refusal } from "../support/refusal.js";
import { createRandom, FULL } from "../support/survival.js";

/** Of each of the four kinds; half of them mutations of valid ones, half made by fast-check. */
const CASES = FULL ? 2500 : 400;
const MOST_MEMORY = 256e6;
/** What a case may take on a machine that does other things too: far more than any does, far less than a hang. */
const MOST_MILLISECONDS = 2000;

// Not a Buffer, whose slice() is a view.
const [GOLDEN_V1, GOLDEN] = ["v1", "v2"].map(
  (version) => new Uint8Array(readFileSync(new URL(`../golden/checkpoint-${version}.ckpt`, import.meta.url))),
) as [Uint8Array, Uint8Array];
const HEADER = { v: 3, run: "r", generation: 3, shard: 2, attempt: 1 } as const;
const GENOMES = new Float32Array(14);
const REQUEST = {
  system: batchOf({ cells: 5, steps: 10, dt: 0.1, initialLow: 0, initialHigh: 1 }, [2], GENOMES).system,
  population: { individuals: 2, genomes: GENOMES },
  keys: { initialStates: [[1, 2]], noise: [[3, 4]] },
  replicates: { from: 0, count: 8 },
} as const;
const MESSAGES: readonly Envelope[] = [
  { ...HEADER, type: "ready", payload: {} },
  {
    ...HEADER,
    type: "tell",
    payload: { evaluation: { fitness: Float64Array.of(1, NaN, 2), standardError: null } },
  },
  { ...HEADER, type: "save", payload: { save: 1, bytes: Uint8Array.of(1, 2, 3) } },
  {
    ...HEADER,
    type: "prepare",
    payload: {
      wave: 1,
      backend: "wasm",
      task: { kind: "score", ensembles: REQUEST, estimator: "plug-in", standardErrors: true },
    },
  },
  { ...HEADER, type: "shard", payload: { wave: 1, replicates: { from: 0, count: 4 } } },
  { ...HEADER, type: "shard-failed", payload: { problem: { code: "a", message: "b", cure: "c" } } },
  {
    ...HEADER,
    type: "shard-done",
    payload: {
      answer: {
        kind: "score",
        partial: {
          drift: [{ intervals: 256, error: 0, tolerance: 1, finite: true }],
          counts: [{ words: Uint32Array.of(1, 2), counts: Uint32Array.of(3, 4) }],
        },
      },
    },
  },
];
const CHAMPION = {
  schemaVersion: 1,
  seed: 1,
  generation: 3,
  model: resolveConfig({}).model,
  network: { hidden: [2] },
  genome: [1, 2, 3, 4, 5, 6, 7],
  measures: {},
};

describe("hostile input", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "cellfate-test-"));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** Reads a file of these bytes. */
  function fromFile(name: string, read: (file: string) => unknown): (bytes: Uint8Array) => unknown {
    return (bytes) => {
      const file = join(folder, name);
      writeFileSync(file, bytes);
      return read(file);
    };
  }

  const text = (value: string): Uint8Array => new TextEncoder().encode(value);
  const json = fc.oneof(
    fc.json({ maxDepth: 5 }),
    fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.stringify({ ...CHAMPION, model: value })),
    fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.stringify({ ...CHAMPION, genome: [value] })),
    fc.constantFrom(
      "[".repeat(1e6),
      '{"a":'.repeat(1e5),
      `{"genome":[${"1,".repeat(2e5)}1]}`,
      `"${"x".repeat(1e6)}"`,
    ),
  );
  const yaml = fc.oneof(
    fc.string({
      maxLength: 400,
      unit: fc.constantFrom(...Array.from("abm0123.-:?&*!|>%@`'\"#[]{},\n\t \u0000é")),
    }),
    fc
      .dictionary(
        fc.constantFrom("model", "run", "seed", "search", "__proto__", "constructor"),
        fc.jsonValue({ maxDepth: 3 }),
      )
      .map((value) => stringify(value)),
    fc.constantFrom(
      "- ".repeat(30_000),
      "? ".repeat(300),
      "[".repeat(60_000),
      "{a: ".repeat(10_000),
      "&a [*a, *a]",
      "a: &a {b: *a}",
      "x: !!js/function 'function () { process.exit() }'",
      "!!binary aaaa",
      "%YAML 1.1\n---\n<<: 1",
      Array.from({ length: 8000 }, (_, i) => `k${i}: 1`).join("\n"),
      "seed: 1e999",
      "seed: 0x" + "f".repeat(5000),
      "model: {cells: .inf}",
      "\ufeffseed: 1",
    ),
  );
  const value = fc.oneof(
    fc.jsonValue({ maxDepth: 4 }),
    fc.anything({ maxDepth: 3, withTypedArray: true, withBigInt: false }),
  );
  const packed = value.map((one) => {
    try {
      return pack(one);
    } catch {
      return pack(null);
    }
  });

  it.each<
    [
      string,
      readonly string[],
      (bytes: Uint8Array) => unknown,
      readonly Uint8Array[],
      fc.Arbitrary<Uint8Array>,
    ]
  >([
    [
      "messages",
      ["message.invalid", "codec.malformed"],
      decodeMessage,
      MESSAGES.map(encodeMessage),
      fc.oneof(
        fc.uint8Array({ maxLength: 300 }),
        packed,
        fc.tuple(fc.constantFrom(...MESSAGES), value).map(([message, payload]) => {
          try {
            return pack({ ...message, payload });
          } catch {
            return pack(null);
          }
        }),
      ),
    ],
    [
      "checkpoints",
      ["checkpoint.damaged", "checkpoint.version"],
      decodeCheckpoint,
      [GOLDEN, GOLDEN_V1],
      fc.oneof(
        fc.uint8Array({ maxLength: 300 }),
        // Whole containers, so that the sections are reached.
        fc
          .array(fc.oneof(packed, fc.uint8Array({ maxLength: 100 })), { maxLength: 5 })
          .map((sections) => writeSections(NUMERICS_VERSION, sections)),
        fc.tuple(fc.nat({ max: 3 }), fc.nat(), fc.nat({ max: 255 })).map(([which, at, byte]) => {
          const sections = readSections(GOLDEN).sections.map((section) => section.slice());
          const section = sections[which]!;
          section[at % section.length] = byte;
          return writeSections(NUMERICS_VERSION, sections);
        }),
      ),
    ],
    [
      "champions",
      ["champion.damaged", "config.invalid"],
      (bytes) => fromFile("champion.json", (file) => resolveSubject(file, undefined, {}))(bytes),
      [text(JSON.stringify(CHAMPION))],
      json.map(text),
    ],
    [
      "configuration files",
      ["config.syntax", "config.invalid", "usage.file"],
      (bytes) => fromFile("config.yaml", (file) => resolveOptions({ config: file }))(bytes),
      [
        text(JSON.stringify(resolveConfig({}))),
        text(stringify(resolveConfig(PRESETS["pinned-ends"].config))),
      ],
      yaml.map(text),
    ],
  ])(
    `as ${CASES} %s is refused with a code, or is valid, at once and in little memory`,
    { timeout: FULL ? 300_000 : 60_000 },
    (_, codes, read, valid, arbitrary) => {
      const random = createRandom(5);
      const mutations = Array.from({ length: CASES / 2 }, (_unused, i) =>
        mutate(valid[i % valid.length]!, random),
      );
      const made = fc.sample(arbitrary, { seed: 5, numRuns: CASES / 2 });
      for (const one of valid) expect(refusal(() => read(one))).toBeNull();
      let refused = 0;
      const before = process.memoryUsage.rss();
      for (const bytes of [...mutations, ...made]) {
        const started = performance.now();
        const code = refusal(() => read(bytes));
        expect(performance.now() - started).toBeLessThan(MOST_MILLISECONDS);
        if (code === null) continue;
        expect(codes).toContain(code);
        refused++;
      }
      expect(refused).toBeGreaterThan(CASES / 4);
      expect(process.memoryUsage.rss() - before).toBeLessThan(MOST_MEMORY);
      expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
    },
  );
});
