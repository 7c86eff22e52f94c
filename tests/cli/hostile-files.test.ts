import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { resolveOptions } from "#cli/input/config-source.js";
import { resolveSubject } from "#cli/input/subject-source.js";
import { inTemporaryFolder } from "../support/cli.js";
import { refusal } from "../support/refusal.js";

const CHAMPION = {
  schemaVersion: 1,
  seed: 1,
  generation: 3,
  model: { cells: 3, duration: 0.5, dt: 0.05 },
  network: { hidden: [1] },
  genome: [0, 0, 0, 0],
};

/** What a file with this content is refused with, null where it is taken. */
function refusedAs(name: string, content: string, read: (file: string) => unknown): Promise<string | null> {
  return inTemporaryFolder((folder) => {
    const file = join(folder, name);
    writeFileSync(file, content);
    return Promise.resolve(refusal(() => read(file)));
  });
}

describe("an edited champion", () => {
  const read = (file: string): unknown => resolveSubject(file, undefined, {});

  it("is taken as it was before the edit", async () => {
    expect(await refusedAs("champion.json", JSON.stringify(CHAMPION), read)).toBeNull();
  });

  it.each<[string, object]>([
    ["another schema", { schemaVersion: 2 }],
    ["no schema", { schemaVersion: undefined }],
    ["a seed below 0", { seed: -1 }],
    ["a seed beyond 32 bits", { seed: 2 ** 32 }],
    ["a seed of half", { seed: 0.5 }],
    ["a seed as text", { seed: "1" }],
    ["a generation below 0", { generation: -1 }],
    ["no model", { model: undefined }],
    ["a model that is a list", { model: [] }],
    ["no cells", { model: { cells: 0 } }],
    ["too many cells", { model: { cells: 5000 } }],
    ["a boundary that is none", { model: { boundary: "shut" } }],
    ["a step of 0", { model: { dt: 0 } }],
    ["a step that does not divide the duration", { model: { duration: 1, dt: 0.3 } }],
    ["thresholds that descend", { model: { thresholds: [0.6, 0.4] } }],
    ["a key of no model", { model: { colour: 1 } }],
    ["no hidden layer", { network: { hidden: [] } }],
    ["a layer of 0", { network: { hidden: [0] } }],
    ["a network that the genome does not fit", { network: { hidden: [2] } }],
    ["a genome too short", { genome: [0, 0, 0] }],
    ["a genome too long", { genome: [0, 0, 0, 0, 0] }],
    ["a genome with text in it", { genome: [0, 0, 0, "0"] }],
    ["a genome with a hole", { genome: [0, null, 0, 0] }],
    ["an estimator that is none", { measures: { estimator: "guess" } }],
  ])("with %s is refused", async (_, edit) => {
    expect(await refusedAs("champion.json", JSON.stringify({ ...CHAMPION, ...edit }), read)).toBe(
      "champion.damaged",
    );
  });
});

describe("a hostile configuration file", () => {
  const read = (file: string): unknown => resolveOptions({ config: file });

  it.each<[string, string]>([
    ["a list", "[]"],
    ["a number", "7"],
    ["text", "hello"],
    ["a tab", "model:\n\tcells: 7"],
    ["a key twice", "seed: 1\nseed: 2"],
    ["a section twice", "model: {cells: 3}\nmodel: {cells: 4}"],
    ["two documents", "seed: 1\n---\nseed: 2"],
    ["an open bracket", "model: {cells: 7"],
    ["an open quote", 'seed: "1'],
    ["an alias of nothing", "seed: *a"],
    ["an alias of itself", "model: &a {cells: *a}"],
    ["YAML 1.1", "%YAML 1.1\n---\nseed: 010"],
    [
      "a bomb of aliases",
      `a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [${"*a,".repeat(200)}]\nc: [${"*b,".repeat(200)}]`,
    ],
    ["a deep nest", "[".repeat(10_000)],
    ["a deep nest of maps", "{a: ".repeat(10_000)],
    ["more than a configuration", `# ${"x".repeat(70_000)}`],
    ["NUL bytes", "seed: \0"],
    ["a tag of a function", "seed: !!js/function 'f'"],
    ["a prototype", "__proto__: {seed: 1}"],
    ["a constructor", "constructor: {prototype: {seed: 1}}"],
    ["a key that is a list", "? [a]\n: 1"],
    ["a null section", "model: null"],
    ["a section that is a list", "model: [7]"],
    ["a section that is a number", "search: 3"],
    ["another schema version", "schemaVersion: 2"],
    ["a strategy that is none", "search: {strategy: {name: nonsense}}"],
    ["options of another strategy", "search: {strategy: {learningRate: 1}}"],
    ["more parents than individuals", "search: {strategy: {population: 2, parents: 3}}"],
    ["too many replicates", "evaluation: {replicates: 1e9}"],
    ["a spread beyond [0, 1]", "model: {initialMean: 0.9, initialSpread: 0.5}"],
    ["ten thresholds", "model: {thresholds: [0.01, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]}"],
    ["NaN", "model: {noiseStrength: .nan}"],
    ["a date", "seed: 2024-01-01"],
    ["an octal number as text", "seed: '0o10'"],
  ])("that is or holds %s is refused", async (_, content) => {
    expect(await refusedAs("config.yaml", content, read)).toMatch(/^(config|usage)\./);
  });
});
