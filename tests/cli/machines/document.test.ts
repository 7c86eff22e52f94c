import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ROUTES } from "#actors/index.js";
import { chartSvg } from "#cli/machines/chart-svg.js";
import { layouts } from "#cli/machines/read-layouts.js";
import { parsedKind } from "../../support/mermaid.js";

const ROOT = new URL("../../../", import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, ROOT), "utf8");

describe("docs/machines.md", () => {
  const document = read("docs/machines.md");

  it("is the one that docs/machines.mjs makes of the machines", () => {
    const made = execFileSync(process.execPath, ["docs/machines.mjs"], { cwd: ROOT, encoding: "utf8" });
    expect(document).toBe(made);
  });

  it.each(Object.entries(layouts()))("shows the chart of the %s as it is now", (name, layout) => {
    const picture = `pictures/machines/${name}.svg`;
    expect(document).toContain(`(${picture})`);
    expect(read(`docs/${picture}`)).toBe(chartSvg(layout, { standalone: true }));
  });

  it("has every message between two actors in a diagram that Mermaid takes", async () => {
    const [, diagram = ""] = /```mermaid\n([^]*?)```/.exec(document) ?? [];
    expect(await parsedKind(diagram)).toBe("flowchart-v2");
    const arrows = [...diagram.matchAll(/^ {2}([\w-]+) -- "([^"]+)" --> ([\w-]+)$/gm)];
    const said = arrows.flatMap(([, from, types = "", to]) =>
      types.split("<br>").map((type) => [type, [from, to]] as const),
    );
    expect(Object.fromEntries(said)).toEqual(ROUTES);
  });
});
