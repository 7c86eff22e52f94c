import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { CHAPTERS } from "#cli/chapters/chapters.js";
import { cellfate, inTemporaryFolder } from "../support/cli.js";

const PUBLISHED = new URL("../../docs/chapters/", import.meta.url).pathname;
/** What all published pages may take together. */
const MOST_BYTES = 6 * 2 ** 20;
const PAGES = CHAPTERS.map(({ name }, i) => `${i + 1}-${name}.html`);

/** The pages of all chapters as a command makes them, by name; every claim holds. */
async function pagesOf(folder: string, ...options: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { code, stdout, stderr } = await cellfate(["chapter", "all", "--out", folder, ...options]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).not.toContain("does not hold");
  expect(readdirSync(folder).sort()).toEqual([...PAGES].sort());
  return new Map(PAGES.map((page) => [page, readFileSync(join(folder, page), "utf8")]));
}

describe("the chapters", () => {
  it("hold what they claim, with the same bytes by one worker and by two", { timeout: 600_000 }, async () => {
    await inTemporaryFolder(async (folder) => {
      const [one, two] = [
        await pagesOf(join(folder, "one"), "--quick", "--workers", "1"),
        await pagesOf(join(folder, "two"), "--quick", "--workers", "2"),
      ];
      for (const [page, html] of one) expect(two.get(page) === html, page).toBe(true);
    });
  });

  it("are published whole, each with its question and answer first, in 6 MiB", () => {
    expect(readdirSync(PUBLISHED).sort()).toEqual([...PAGES].sort());
    const bytes = PAGES.reduce((sum, page) => sum + statSync(join(PUBLISHED, page)).size, 0);
    expect(bytes).toBeLessThanOrEqual(MOST_BYTES);
    for (const [i, { question }] of CHAPTERS.entries()) {
      const html = readFileSync(join(PUBLISHED, PAGES[i]!), "utf8");
      expect(html.slice(0, html.indexOf("</header>"))).toContain(`<p class="question">${question}`);
      expect(html).not.toContain("does not hold");
      expect(html).not.toContain("--quick");
    }
  });

  // Four minutes on two cores.
  it.skipIf(process.env["CELLFATE_FULL"] === undefined)(
    "that are published are those that the command makes, byte by byte",
    { timeout: 1_800_000 },
    async () => {
      await inTemporaryFolder(async (folder) => {
        for (const [page, html] of await pagesOf(join(folder, "full"))) {
          expect(existsSync(join(PUBLISHED, page)), page).toBe(true);
          expect(readFileSync(join(PUBLISHED, page), "utf8") === html, page).toBe(true);
        }
      });
    },
  );
});
