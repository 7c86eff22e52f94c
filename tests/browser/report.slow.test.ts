import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { decode } from "fast-png";
import type { Browser } from "playwright-core";
import { beforeAll, describe, expect, it } from "vitest";
import type { FigureSpec } from "#engine/figures/library.js";
import { HAS_CHROMIUM_PACKAGE } from "../setup/chromium-package.js";
import { cellfate } from "../support/cli.js";
import { contrast } from "../support/contrast.js";
import { draw } from "../support/draw-figure.js";
import { SMALL_RUN, SMALL_RUN_OPTIONS } from "../support/small-run.js";
import { launch } from "./launch.js";
import { inReport, type SeenReport } from "./open-report.js";

const SMALL = [...SMALL_RUN_OPTIONS, "--quiet"];
/** A name that would end an element or an attribute if it could, with a space that HTML has an entity for. */
const ODD_NAME = `a<b>&"c" 'd'\u00a0é𝒳 s̄`;
const REPORTS = ["run", ODD_NAME, "comparison"];
/** Pixels between the margins of an A4 page, 186 mm. */
const A4_WIDTH = 703;
const WHITE = "#ffffff";
/** Edges of a box are fractions of pixels, and the ink of a letter may reach over its own. */
const PIXEL = 1;

function expectReadable({ width, ink, figures }: SeenReport, room: number, smallest: number): void {
  expect(width).toBeLessThanOrEqual(room);
  expect(figures.length).toBeGreaterThanOrEqual(3);
  for (const { name, visible, box, surface, texts, series } of figures) {
    expect(visible, name).toBe(true);
    expect(box.left, name).toBeGreaterThanOrEqual(0);
    expect(box.right, name).toBeLessThanOrEqual(room);
    expect(Math.min(box.right - box.left, box.bottom - box.top), name).toBeGreaterThan(80);
    expect(texts.length, name).toBeGreaterThan(3);
    for (const text of texts) {
      const what = `${text.text} in ${name}`;
      expect(text.colour, what).toBe(ink);
      expect(contrast(text.colour, surface), what).toBeGreaterThanOrEqual(4.5);
      expect(text.size, what).toBeGreaterThanOrEqual(smallest);
      // Not cut.
      expect(text.box.left, what).toBeGreaterThanOrEqual(box.left - PIXEL);
      expect(text.box.right, what).toBeLessThanOrEqual(box.right + PIXEL);
      expect(text.box.top, what).toBeGreaterThanOrEqual(box.top - PIXEL);
      expect(text.box.bottom, what).toBeLessThanOrEqual(box.bottom + PIXEL);
    }
    for (const colour of series) {
      expect(contrast(colour, surface), `${colour} in ${name}`).toBeGreaterThanOrEqual(3);
    }
  }
  expect(figures.filter(({ series }) => series.length > 0).length).toBeGreaterThanOrEqual(3);
}

describe.skipIf(!HAS_CHROMIUM_PACKAGE)("a report that is opened from disk in a browser", () => {
  let browser: Browser;
  let home: string;
  const fileOf = (report: string): string => join(home, report, "report.html");

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), "cellfate-test-"));
    const made = async (...args: readonly string[]): Promise<void> => {
      const { code, stderr } = await cellfate(args, { cwd: home });
      expect(code, stderr).toBe(0);
    };
    await made("train", ...SMALL, "--set", "search.generations=60", "--out", "run");
    await made("report", "run", "--svg", "--data");
    await made("train", ...SMALL, "--out", ODD_NAME);
    const { seed: _, ...base } = SMALL_RUN;
    const cases = { plain: {}, aimed: { search: { target: 0.05 } } };
    writeFileSync(join(home, "c.json"), JSON.stringify({ base, cases, seeds: 1 }));
    await made("compare", "c.json", "--quiet", "--out", "compared");
    const out = fileOf("comparison");
    mkdirSync(dirname(out));
    await made("report", "compared", "run", ODD_NAME, "--svg", "--data", "--out", out);
    browser = await launch();
    return async () => {
      await browser.close();
      rmSync(home, { recursive: true });
    };
  });

  describe.each(REPORTS)("of %s", (report) => {
    it.each([
      [1280, "light"],
      [1280, "dark"],
      [400, "light"],
      [400, "dark"],
    ] as const)(
      "is readable at %i pixels, %s, and neither complains nor asks for anything",
      (width, colorScheme) =>
        inReport(
          browser,
          fileOf(report),
          { viewport: { width, height: 800 }, colorScheme },
          async ({ see }) => {
            const seen = await see();
            expect(seen.surface === WHITE).toBe(colorScheme === "light");
            expectReadable(seen, width, 9);
          },
        ),
    );

    it("has headings in order, and says of every figure what it is to those who cannot see it", () =>
      inReport(browser, fileOf(report), {}, async ({ see }) => {
        const { headings, ids, figures } = await see();
        expect(headings.filter((heading) => heading === "h1")).toEqual(["h1"]);
        expect(headings[0]).toBe("h1");
        const levels = headings.map((heading) => Number(heading[1]));
        levels.slice(1).forEach((level, i) => expect(level - levels[i]!).toBeLessThanOrEqual(1));
        expect(new Set(ids).size).toBe(ids.length);
        for (const { name, heading, title, description, caption } of figures) {
          expect([title, description], name).toEqual([heading, caption]);
        }
      }));

    it("is printed on A4, black on white whatever its reader's screen is", () => {
      const options = { viewport: { width: A4_WIDTH, height: 800 }, colorScheme: "dark" } as const;
      return inReport(browser, fileOf(report), options, async ({ page, see }) => {
        await page.emulateMedia({ media: "print", colorScheme: "dark" });
        const seen = await see();
        expect(seen.surface).toBe(WHITE);
        // 6 points, the least that journals take.
        expectReadable(seen, A4_WIDTH, 8);
        // At the top, where nothing is printed: further down there may be a line of a table.
        const { data, width, channels } = decode(await page.screenshot());
        for (const corner of [0, width - 1]) {
          const at = corner * channels;
          expect([...data.slice(at, at + 3)]).toEqual([255, 255, 255]);
        }
        const pdf = (await page.pdf({ preferCSSPageSize: true, printBackground: true })).toString("latin1");
        const sheets = [...pdf.matchAll(/\/Type \/Page\b[^]*?\/MediaBox \[0 0 (\S+) (\S+)\]/g)];
        expect(sheets.length).toBeGreaterThan(1);
        // 210 mm × 297 mm in points, to a point.
        for (const [, across, down] of sheets) {
          expect([across, down].map((points) => Math.round(Number(points)))).toEqual([595, 842]);
        }
      });
    });
  });

  it("shows a name with every odd character as it is", async () => {
    await inReport(browser, fileOf(ODD_NAME), {}, async ({ page }) => {
      expect(await page.title()).toBe(`Run ${ODD_NAME}`);
      expect(await page.textContent("h1")).toBe(`Run ${ODD_NAME}`);
    });
    await inReport(browser, fileOf("comparison"), {}, async ({ page, see }) => {
      expect(await page.locator("tbody th").allTextContents()).toContain(ODD_NAME);
      const utilities = (await see()).figures.find(({ name }) => name === "utilities");
      expect(utilities?.texts.map(({ text }) => text)).toContain(ODD_NAME);
    });
  });

  it.each([
    ["run", 13],
    ["comparison", 3],
  ])("saves the figures of %s as the files that the command writes", async (report, count) => {
    const folder = join(home, report, "figures");
    const names = readdirSync(folder).flatMap((file) => /^(.*)\.svg$/.exec(file)?.[1] ?? []);
    expect(names).toHaveLength(count);
    // Opened for each anew, as a browser lets a page save no more than ten files; in the dark, as what is saved is for paper.
    for (const name of names) {
      await inReport(browser, fileOf(report), { colorScheme: "dark" }, async ({ page }) => {
        const saved = async (ending: string): Promise<string> => {
          const link = page.click(`a[data-save="${name} ${ending}"]`);
          const [download] = await Promise.all([page.waitForEvent("download"), link]);
          expect(download.suggestedFilename()).toBe(`${name}.${ending}`);
          return readFileSync(await download.path(), "utf8");
        };
        const written = (ending: string): string => readFileSync(join(folder, `${name}.${ending}`), "utf8");
        expect(await saved("csv")).toBe(written("csv"));
        const spec = JSON.parse(await saved("vl.json")) as FigureSpec;
        expect(spec).toEqual(JSON.parse(written("vl.json")));
        expect((await draw(spec)).warnings).toEqual([]);
        const svg = await saved("svg");
        expect(svg).not.toContain("var(");
        const both = [svg, written("svg")].map((text) => JSON.stringify(text)).join();
        expect(await page.evaluate(`isSameDrawing(${both})`), name).toBe(true);
      });
    }
  });
});
