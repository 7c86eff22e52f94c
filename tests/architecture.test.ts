import ts from "typescript";
import { describe, expect, it } from "vitest";
import { CONNECTIVITY_NAMES } from "#kernels/index.js";
import { code, importsOf, LAYERS, walk } from "./support/sources.js";

/** What the compiler has to be told. A number here may only fall. */
const CASTS = { kernels: 0, engine: 6, actors: 11, cli: 0, bench: 5 };

const MOST_LINES = 300;

/** What can be added as files of its own, the list that names these in a line, and who else may name one. */
const ADDITIONS = [
  { addition: "command", list: "cli/main.ts", folder: "cli/commands/" },
  { addition: "strategy", list: "engine/strategies/strategies.ts", folder: "engine/strategies/" },
  {
    addition: "task",
    list: "engine/evaluation/tasks/tasks.ts",
    folder: "engine/evaluation/tasks/",
    // Who asks it, and the public names.
    others: /^engine\/(evolution\/|gradient\/diagnosis\/|index\.ts|library\.ts)/,
  },
  { addition: "model", list: "kernels/models/models.ts", folder: "kernels/models/" },
  { addition: "chapter", list: "cli/chapters/chapters.ts", folder: "cli/chapters/pages/" },
  { addition: "figure", list: "engine/figures/figures.ts", folder: "engine/figures/" },
  {
    addition: "configured model",
    list: "engine/models/models.ts",
    folder: "engine/models/",
    // The section of a configuration that is the present model's own.
    others: /^engine\/(config\/schema|records\/champion-record)\.ts/,
  },
];

const sources = LAYERS.flatMap((layer) => code(layer)).filter(({ path }) => path.endsWith(".ts"));

describe("the code", () => {
  it(`has no file of more than ${MOST_LINES} lines`, () => {
    const long = code().filter(({ text }) => text.trimEnd().split("\n").length > MOST_LINES);
    expect(long.map(({ path }) => path)).toEqual([]);
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

describe("an addition", () => {
  it.each(ADDITIONS)("of a $addition is named in $list", ({ list, folder, others }) => {
    const imports = sources.flatMap((source) =>
      importsOf(source).map((imported) => ({ by: source.path, imported })),
    );
    const listed = imports.filter(({ by, imported }) => by === list && imported.startsWith(folder));
    expect(listed.length).toBeGreaterThan(0);
    for (const { imported } of listed) {
      const naming = imports.filter((one) => one.imported === imported).map(({ by }) => by);
      expect(
        naming.filter((path) => others?.test(path) !== true),
        imported,
      ).toEqual([list]);
    }
  });

  it("of a command is every file of its folder", () => {
    const listed = sources.filter(({ path }) => path === "cli/main.ts").flatMap(importsOf);
    const files = sources.map(({ path }) => path).filter((path) => path.startsWith("cli/commands/"));
    expect(listed.filter((path) => path.startsWith("cli/commands/")).sort()).toEqual(files);
  });

  it("of a connectivity is made in kernels/lattice.ts; elsewhere only a preset, a default or a study names one", () => {
    const names = (text: string): string[] => CONNECTIVITY_NAMES.filter((name) => text.includes(`"${name}"`));
    const isOfStudy = (path: string): boolean => /^(engine\/studies|cli\/chapters\/pages)\//.test(path);
    const others = sources.filter(({ path }) => !isOfStudy(path));
    const naming = others.flatMap(({ path, text }) => (names(text).length > 0 ? [path] : []));
    expect(naming.sort()).toEqual([
      "cli/commands/bound.ts",
      "engine/config/presets.ts",
      "engine/config/schema.ts",
      "kernels/lattice.ts",
    ]);
    for (const { path, text } of others) {
      if (path !== "kernels/lattice.ts") expect(names(text).length, path).toBeLessThanOrEqual(1);
    }
  });
});
