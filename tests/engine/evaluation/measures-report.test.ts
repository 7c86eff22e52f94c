import { describe, expect, it } from "vitest";
import { countPatterns, patternLayout } from "#kernels/index.js";
import { type Assessment, ensembleMeasures, LIMITS, loadKernels, measuresReport } from "#engine/index.js";

await loadKernels();

/** As many patterns of `cells` cells, no two alike, as replicates. */
function allDifferent(cells: number, replicates: number): Assessment {
  const layout = patternLayout(cells, 2);
  const words = new Uint32Array(replicates * layout.wordsPerPattern);
  for (let i = 0; i < replicates; i++) words[i * layout.wordsPerPattern] = i;
  const ensemble = { distinct: countPatterns(words, layout), layout };
  const drift = { intervals: 0, error: 0, tolerance: 1, finite: true };
  return { measures: ensembleMeasures(ensemble), ensemble, drift };
}

describe("the report of an ensemble", () => {
  it("lists as many patterns as have room, says how many it leaves out, and stays readable", () => {
    const { patterns, patternsLeftOut, distinctPatterns, ...measures } = measuresReport(
      allDifferent(4096, 10_000),
      1,
      "wasm",
    );
    expect(distinctPatterns).toBe(10_000);
    expect(patterns.length + (patternsLeftOut ?? 0)).toBe(10_000);
    expect(patternsLeftOut).toBeGreaterThan(0);
    expect(JSON.stringify(patterns).length).toBeLessThanOrEqual(LIMITS.listedCharacters);
    expect(measures.replicates).toBe(10_000);
  });

  it("lists every pattern where there is room, and then says nothing of it", () => {
    const report = measuresReport(allDifferent(100, 1000), 1, "wasm");
    expect(report.patterns).toHaveLength(1000);
    expect(report).not.toHaveProperty("patternsLeftOut");
  });
});
