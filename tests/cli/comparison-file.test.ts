import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { cellfate, inTemporaryFolder } from "../support/cli.js";

describe("cellfate compare", () => {
  it.each<[string, unknown, RegExp, RegExp]>([
    [
      "an unknown key",
      { cases: { a: {} }, case: {}, seeds: 1 },
      /case: there is no such key/,
      /file\.yaml:1:/,
    ],
    ["no cases", { base: {}, seeds: 1 }, /cases: expected names/, /file\.yaml/],
    ["cases without names", { cases: ["a"], seeds: 1 }, /cases: expected names/, /file\.yaml/],
    [
      "a case that cannot name a folder",
      { cases: { "../a": {} }, seeds: 1 },
      /"\.\.\/a" cannot be/,
      /file\.yaml/,
    ],
    ["an unknown preset", { base: "nope", cases: { a: {} }, seeds: 1 }, /no preset "nope"/, /file\.yaml/],
    ["no seeds", { cases: { a: {} } }, /Expected seeds/, /1\.\.20/],
    ["seeds that go down", { cases: { a: {} }, seeds: "9..1" }, /Expected seeds/, /file\.yaml/],
    ["a seed twice", { cases: { a: {} }, seeds: [1, 1] }, /every seed once/, /file\.yaml/],
    ["too many seeds", { cases: { a: {} }, seeds: "0..4294967295" }, /at most 10000 seeds/, /file\.yaml/],
    [
      "a wrong key of a case",
      { cases: { a: {}, b: { model: { dt: -1 } } }, seeds: 1 },
      /model\.dt: expected a number > 0, got -1/,
      /file\.yaml:1:\d+ \(cases\.b\.model\.dt\)/,
    ],
    [
      "a wrong key of a condition",
      { cases: { a: { model: { cells: 5 } } }, conditions: { c: { model: { cels: 3 } } }, seeds: 1 },
      /model\.cels: there is no such key/,
      /\(conditions\.c\.model\.cels\)/,
    ],
    [
      "a key in both spellings",
      { cases: { a: { search: { parents: 3, strategy: { parents: 2 } } } }, seeds: 1 },
      /search\.parents is the old spelling of/,
      /file\.yaml:1:\d/,
    ],
    ["a case that is no keys", { cases: { a: 5 }, seeds: 1 }, /got 5/, /file\.yaml:1:\d+ \(cases\.a\)/],
    ["nothing", null, /cases: expected names/, /file\.yaml/],
    ["a list", [1], /A comparison is keys/, /Known here: base, cases/],
  ])("refuses a file with %s before any work, and says where", (_, content, message, where) =>
    inTemporaryFolder(async (folder) => {
      writeFileSync(join(folder, "file.yaml"), JSON.stringify(content));
      const { code, stdout, stderr } = await cellfate(["compare", "file.yaml"], { cwd: folder });
      expect({ code, stdout }, stderr).toEqual({ code: 2, stdout: "" });
      expect(stderr).toMatch(message);
      expect(stderr).toMatch(where);
      expect(readdirSync(folder)).toEqual(["file.yaml"]);
    }),
  );
});
