import { describe, expect, it } from "vitest";
import { measuresText, regulationText } from "#cli/output/measures-text.js";
import { ensembleMeasures, type MeasuresReport } from "#engine/index.js";

const fitted = (amplitude: number, centre: number): string =>
  regulationText({ fit: { amplitude, gain: 5, centre, residual: 0 }, zeros: [] });

/** The first line of the measures of an ensemble. */
function utilityLine(patterns: readonly string[], fates: number): string {
  const report: MeasuresReport = {
    ...ensembleMeasures(patterns, { fates }),
    ...{ seed: 1, backend: "wasm", patterns: [] },
  };
  return measuresText(report, "open").split("\n")[0]!;
}

describe("the fitted f", () => {
  it.each([
    [0.437, 0.5, "f(s̄) ≈ −0.437·tanh(5.000·(s̄ − 0.500))"],
    [-0.437, 0.5, "f(s̄) ≈ 0.437·tanh(5.000·(s̄ − 0.500))"],
    [0.437, -0.006, "f(s̄) ≈ −0.437·tanh(5.000·(s̄ + 0.006))"],
    [-0.437, -0.006, "f(s̄) ≈ 0.437·tanh(5.000·(s̄ + 0.006))"],
  ])("of amplitude %d and centre %d has one sign a term", (amplitude, centre, text) => {
    expect(fitted(amplitude, centre)).toContain(text);
  });
});

describe("a utility", () => {
  it("is told as its share of the tight bound, where that is known", () => {
    expect(utilityLine(["0101010"], 2)).toContain("1 replicates, 100.0 % of the tight bound 0.9852)");
    expect(utilityLine(["0001000"], 2)).toContain("60.1 % of the tight bound 0.9852)");
  });

  it("is told with the bound there is, where no tight one is known or it is 0", () => {
    expect(utilityLine(["0120"], 3)).toContain("at most 1.5850)");
    expect(utilityLine(["0"], 2)).toContain("at most 0.0000)");
  });
});
