import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { cellfate, inTemporaryFolder } from "../../support/cli.js";

describe("cellfate chapter", () => {
  it.each([
    [["nine"], 'There is no chapter "nine"'],
    [["pined-ends"], "Did you mean pinned-ends?"],
    [["pinned-ends", "--workers", "0"], "expected a whole number 1 … 256"],
    [[], "missing required argument"],
  ])("refuses %j and computes nothing", async (words, text) => {
    await inTemporaryFolder(async (folder) => {
      const { code, stdout, stderr } = await cellfate(["chapter", ...words], { cwd: folder });
      expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
      expect(stderr).toContain(text);
      expect(readdirSync(folder)).toEqual([]);
    });
  });

  it("refuses a folder in which a page cannot be written before it computes anything", async () => {
    await inTemporaryFolder(async (folder) => {
      writeFileSync(join(folder, "file"), "precious");
      // Whatever its number is.
      for (let number = 1; number < 10; number++)
        mkdirSync(join(folder, "pages", `${number}-pinned-ends.html`), { recursive: true });
      for (const out of ["file", "pages", "/proc/cellfate"]) {
        const { code, stdout, stderr } = await cellfate(["chapter", "pinned-ends", "--out", out], {
          cwd: folder,
        });
        expect({ out, code, stdout }).toEqual({ out, code: 2, stdout: "" });
        expect(stderr).toContain("Choose another --out");
      }
    });
  });
});
