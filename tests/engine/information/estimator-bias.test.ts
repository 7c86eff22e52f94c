import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ensembleUtility } from "#engine/information/ensemble-measures.js";
import { countPatterns, key, patternLayout, randomBits } from "#kernels/index.js";

/** What the plug-in utility of coin flips reads at R = 100; the truth is 0. */
const PLUG_IN_AT_100 = [
  [7, 0.1451],
  [10, 0.3444],
  [20, 0.6675],
  [32, 0.7922],
] as const;

describe("the bias of the estimators", () => {
  it.each(PLUG_IN_AT_100)(
    "makes the plug-in utility of %d coin flips read %d at R = 100",
    (cells, expected) => {
      const [replicates, ensembles] = [100, 500];
      const layout = patternLayout(cells, 2);
      const shift = 32 - cells;
      const words = randomBits(key(1000 + cells), replicates * ensembles).map(
        (word) => (word >>> shift) << shift,
      );
      let [sum, squares] = [0, 0];
      for (let e = 0; e < ensembles; e++) {
        const distinct = countPatterns(words.slice(e * replicates, (e + 1) * replicates), layout);
        const utility = ensembleUtility({ distinct, layout }).utility ?? NaN;
        sum += utility;
        squares += utility ** 2;
      }
      const mean = sum / ensembles;
      const error = Math.sqrt((squares / ensembles - mean ** 2) / ensembles);
      // Four standard errors, a false alarm in 16,000 seeds, and the rounding of the reference.
      expect(Math.abs(mean - expected)).toBeLessThanOrEqual(4 * error + 5e-5);
    },
  );

  it("is written down in the documentation with these values", () => {
    const table = readFileSync(new URL("../../../docs/estimator-bias.md", import.meta.url), "utf8");
    for (const [cells, expected] of PLUG_IN_AT_100) {
      const row = table.split("\n").find((line) => line.startsWith(`| ${cells} | 100 | \`plug-in\` |`));
      const bias = Number(row?.split("|")[4]?.replace("−", "-"));
      const spread = Number(row?.split("|")[5]);
      // 400 ensembles: the mean is known to spread/20; four of those.
      expect(Math.abs(bias - expected)).toBeLessThanOrEqual(spread / 5 + 1e-4);
    }
  });
});
