import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { cellfate, inTemporaryFolder } from "../support/cli.js";
import { blocks, README } from "../support/readme.js";

describe("the README", () => {
  it("shows the champion that npm start finds, and its pictures", { timeout: 120_000 }, async () => {
    await inTemporaryFolder(async (folder) => {
      const { scripts } = JSON.parse(
        readFileSync(new URL("../../package.json", import.meta.url), "utf8"),
      ) as {
        readonly scripts: { readonly start: string };
      };
      const [, words = ""] = scripts.start.split("cellfate.js ");
      const run = join(folder, "run");
      const { stdout } = await cellfate([...words.split(" "), "--no-report", "--quiet", "--out", run]);
      const [shown] = blocks("text");
      expect(stdout).toContain(shown!.trimEnd());
      expect((await cellfate(["report", run, "--png"])).code).toBe(0);
      // Those in folders below are not of this run.
      const pictures = [...README.matchAll(/src="docs\/pictures\/([^"/]+)"/g)].map(([, name]) => name!);
      expect(pictures.length).toBeGreaterThan(0);
      for (const name of pictures) {
        const shipped = readFileSync(new URL(`../../docs/pictures/${name}`, import.meta.url));
        expect(readFileSync(join(run, "figures", name)).equals(shipped), name).toBe(true);
      }
    });
  });
});
