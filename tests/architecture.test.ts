import ts from "typescript";
import { describe, expect, it } from "vitest";
import { code, importsOf, LAYERS, walk } from "./support/sources.js";

/** What the compiler has to be told. A number here may only fall. */
const CASTS = { kernels: 2, engine: 13, actors: 13, cli: 0, bench: 5 };

/** Files that are still longer than they should be. */
const LONG = ["tests/actors/machines.test.ts"];
const MOST_LINES = 300;

/** What can be added as a file of its own, and the one place that names each of these files. */
const ADDITIONS = [{ addition: "command", files: /^cli\/commands\//, namedIn: "cli/main.ts" }];

const sources = LAYERS.flatMap((layer) => code(layer)).filter(({ path }) => path.endsWith(".ts"));

describe("the code", () => {
  it(`has no file of more than ${MOST_LINES} lines`, () => {
    const long = code().filter(({ text }) => text.trimEnd().split("\n").length > MOST_LINES);
    expect(long.map(({ path }) => path)).toEqual(LONG);
  });

  it.each(Object.entries(CASTS))("has no more casts in %s than it had", (folder, known) => {
    let casts = 0;
    for (const source of code(folder).filter(({ path }) => path.endsWith(".ts"))) {
      if (source.path.endsWith(".d.ts") || source.path.includes("/assembly/")) continue;
      walk(source, (node) => {
        if (ts.isTypeAssertionExpression(node)) casts++;
        if (ts.isAsExpression(node) && !ts.isConstTypeReference(node.type)) casts++;
      });
    }
    expect(casts, "Parse the value or give it a better type; where a cast went, lower the number.").toBe(
      known,
    );
  });
});

describe("the command line", () => {
  it("opens backends in one place, which disposes of them", () => {
    const opening = sources.filter(
      ({ path, text }) => path.startsWith("cli/") && text.includes("createBackend"),
    );
    expect(opening.map(({ path }) => path)).toEqual(["cli/with-backend.ts"]);
  });
});

describe("what is added as a file", () => {
  it.each(ADDITIONS)("is, for a $addition, named in $namedIn once and nowhere else", ({ files, namedIn }) => {
    const added = sources.map(({ path }) => path).filter((path) => files.test(path));
    expect(added.length).toBeGreaterThan(0);
    for (const path of added) {
      const naming = sources.flatMap((source) =>
        importsOf(source).flatMap((imported) => (imported === path ? [source.path] : [])),
      );
      expect(naming, path).toEqual([namedIn]);
    }
  });
});
