import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readRun } from "#actors/index.js";
import { regulationAnimation } from "#cli/report/regulation-animation.js";
import { htmlPage } from "#cli/report/html-page.js";
import { writeReport } from "#cli/report/write-report.js";
import { outputFile } from "#cli/output/write-output.js";
import { inTemporaryFolder } from "../../support/cli.js";
import { expectWellFormed } from "../../support/well-formed.js";

const NAME = "regulation-over-generations";

function record(generation: number, values = (i: number): number | null => Math.sin(i + generation)) {
  return { generation, best: generation / 8, values: Array.from({ length: 257 }, (_, i) => values(i)) };
}

function linesOf(svg: string): readonly string[] {
  return [...svg.matchAll(/<path class="curve-[a-z]+"[^>]* d="([^"]*)"/g)].map(([, d]) => d!);
}

describe("the animation of f over the generations", () => {
  const records = [0, 1, 2, 4].map((generation) => record(generation));

  it("is well-formed, without a script, and the same records give the same bytes", () => {
    const drawing = regulationAnimation(records);
    expectWellFormed(drawing.svg);
    expect(drawing.svg).not.toContain("<script");
    expect(regulationAnimation(structuredClone(records))).toEqual(drawing);
  });

  it("shows one generation after the other, each with its best utility, and the last one the longest", () => {
    const { svg, caption } = regulationAnimation(records);
    const shown = [...svg.matchAll(/>(generation [^<]*)<animate[^>]*keyTimes="([^"]*)" dur="([^"]*)s"/g)];
    expect(shown.map(([, label]) => label)).toEqual(
      [
        "0: best utility 0.0000",
        "1: best utility 0.1250",
        "2: best utility 0.2500",
        "4: best utility 0.5000",
      ].map((text) => `generation ${text} bits`),
    );
    // Four generations of half a second, and three seconds more.
    expect(shown.map(([, , times, seconds]) => [times, seconds])).toEqual(
      ["0;0.1", "0;0.1;0.2", "0;0.2;0.3", "0;0.3"].map((times) => [times, "5"]),
    );
    expect(caption).toContain("of 4 generations, from 0, of utility 0.0000, to 4, of utility 0.5000");
  });

  it("shows the last generation where nothing moves", () => {
    const still = regulationAnimation(records).svg.replaceAll(/<animate[^>]*>/g, "");
    const visible = still.match(/<(?:path|text) class="[a-z-]+" opacity="1"/g);
    expect(visible).toEqual(['<path class="curve-last" opacity="1"', '<text class="label-last" opacity="1"']);
  });

  it("shows the last generation where its reader or paper wants no movement", () => {
    const [, still = ""] =
      /@media print,\(prefers-reduced-motion:reduce\)\{(.*)\}<\/style>/.exec(
        regulationAnimation(records).svg,
      ) ?? [];
    expect(still).toBe(
      ".curve-past{opacity:0.2!important}.curve-last,.label-last{opacity:1!important}.label-past{opacity:0!important}",
    );
  });

  it("of one generation does not move", () => {
    const { svg } = regulationAnimation([record(3)]);
    expectWellFormed(svg);
    expect(svg).not.toContain("<animate");
    expect(linesOf(svg)).toHaveLength(1);
  });

  it("of no generation is its axes, and says so", () => {
    const { svg, caption } = regulationAnimation([]);
    expectWellFormed(svg);
    expect(svg).not.toContain("NaN");
    expect(caption).toBe("f of no generation is written down.");
  });

  it("breaks a line where f is not finite, and draws none where it never is", () => {
    const broken = record(1, (i) => (i === 100 || i === 102 ? null : i));
    const { svg, caption } = regulationAnimation([record(0, () => null), broken]);
    expectWellFormed(svg);
    expect(svg).not.toContain("NaN");
    const [none, line = ""] = linesOf(svg);
    expect(none).toBe("");
    // From 0 to 99, 101 alone, from 103 on.
    expect(line.split("M").map((part) => part.split("L").length)).toEqual([1, 100, 1, 154]);
    expect(caption).toContain("Lines of 2 generations are broken");
  });

  it("of many generations has less than 150 kB and says what is left out", () => {
    // A million generations write down 41; the values are as long as they can be.
    const many = Array.from({ length: 200 }, (_, i) =>
      record(i, (at) => (at % 2 === 0 ? 1 : -99.999) + i / 7),
    );
    const { svg, caption } = regulationAnimation(many);
    expect(svg.length).toBeLessThan(150_000);
    expect(caption).toContain("Of 200 generations, 40 are drawn.");
  });

  it("takes its colours from the page that it is in", async () => {
    const drawing = regulationAnimation(records);
    const page = await htmlPage({
      ...{ title: "A page", lead: "" },
      sections: [{ title: "Here", blocks: [{ kind: "drawing", drawing }] }],
    });
    const [, svg = ""] = new RegExp(`<figure id="${NAME}">[^]*?(<svg[^]*</svg>)`).exec(page) ?? [];
    expect(svg).toContain('stroke="var(--series-0)"');
    expect(svg).not.toMatch(/"#[0-9a-f]{6}"/);
    expect(page).not.toContain(`data-save="${NAME}`);
  });
});

describe("a report with --animation", () => {
  const files = { png: false, svg: false, data: false, animation: true };

  it("has it in the page and in a file beside it", () =>
    inTemporaryFolder(async (folder) => {
      writeFileSync(join(folder, "history.jsonl"), "");
      writeFileSync(join(folder, "regulation.jsonl"), `${JSON.stringify(record(0))}\n`);
      const out = join(folder, "report.html");
      await writeReport(readRun(folder), outputFile(out), files);
      const { svg } = regulationAnimation([record(0)]);
      expect(readFileSync(join(folder, "figures", `${NAME}.svg`), "utf8")).toBe(`${svg}\n`);
      expect(readFileSync(out, "utf8")).toContain(`<figure id="${NAME}">`);
    }));

  it("of a run whose f was not written down is refused", () =>
    inTemporaryFolder(async (folder) => {
      writeFileSync(join(folder, "history.jsonl"), "");
      const written = writeReport(readRun(folder), outputFile(join(folder, "report.html")), files);
      await expect(written).rejects.toMatchObject({ code: "run.mismatch" });
    }));

  it("of several runs is refused", () =>
    inTemporaryFolder(async (folder) => {
      const out = outputFile(join(folder, "both.html"));
      const written = writeReport({ runs: [], cases: [], problems: [] }, out, files);
      await expect(written).rejects.toMatchObject({ code: "usage.options" });
    }));
});
