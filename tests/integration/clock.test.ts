import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { inTemporaryFolder } from "../support/cli.js";
import { resultsOf, start, SURVIVAL_RUN } from "../support/survival.js";

/** The time of day jumps by up to a year, back and forth, whenever anybody looks at it; in every thread. */
const JUMPING = `data:text/javascript,${encodeURIComponent(`let n = 0; const real = Date.now; Date.now = () => real() + 31536e6 * Math.sin(n++); const Old = Date; globalThis.Date = class extends Old { constructor(...all) { super(...(all.length === 0 ? [Old.now()] : all)); } };`)}`;

describe("a machine whose clock jumps", () => {
  it("changes neither the bits of a run nor when its workers are taken for hanging", () =>
    inTemporaryFolder(async (folder) => {
      writeFileSync(join(folder, "config.json"), JSON.stringify(SURVIVAL_RUN));
      const train = (name: string, node: readonly string[]): ReturnType<typeof start>["ended"] =>
        start(
          [
            "train",
            "--no-report",
            "--config",
            join(folder, "config.json"),
            "--out",
            join(folder, name),
            "--quiet",
          ],
          {
            node,
          },
        ).ended;
      const [steady, jumping] = [await train("steady", []), await train("jumping", ["--import", JUMPING])];
      expect([steady.code, jumping.code], jumping.stderr).toEqual([0, 0]);
      expect(jumping.stderr).toBe("");
      expect(resultsOf(join(folder, "jumping"))).toEqual(resultsOf(join(folder, "steady")));
    }));
});
