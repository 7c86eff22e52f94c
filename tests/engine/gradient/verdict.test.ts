import { describe, expect, it } from "vitest";
import { type GenerationDiagnosis, type GradientEstimator, resolveConfig } from "#engine/index.js";
import { type Verdict, verdictOf } from "#engine/gradient/diagnosis/verdict.js";
import { strategyNamed } from "#engine/strategies/registry.js";
import { diagnosed } from "../../support/figure-records.js";

/** A generation of a training whose gradient comes about, with changes. */
function generation(changes: Partial<GenerationDiagnosis> = {}): GenerationDiagnosis {
  return { individual: 0, distinctPatterns: 3, ...diagnosed(0, 1), ...changes };
}

/** What some generations of a training by an estimator come to. */
function judged(estimator: GradientEstimator, ...generations: readonly GenerationDiagnosis[]): Verdict {
  const { strategy } = resolveConfig({ search: { strategy: { name: "gradient", estimator } } }).search;
  return verdictOf(strategyNamed("gradient").gradient!(strategy, 0), generations);
}

function causesOf(
  estimator: GradientEstimator,
  ...generations: readonly GenerationDiagnosis[]
): readonly string[] {
  return judged(estimator, ...generations).causes.map(({ cause }) => cause);
}

const ratio = (signalToNoise: number): { norm: number; signalToNoise: number } => ({
  norm: 2,
  signalToNoise,
});
const SILENT = { norm: 0, signalToNoise: null };

describe("the verdict on a gradient and its noise", () => {
  it("is that noise drowns it where its norm is below √2 standard errors, as the mean square of noise alone is 1", () => {
    expect(causesOf("pathwise", generation({ pathwise: ratio(1.4) }))).toEqual(["noise-drowns"]);
    expect(causesOf("pathwise", generation({ pathwise: ratio(1.5) }))).toEqual([]);
    expect(causesOf("score-function", generation({ pathwise: ratio(0.1), score: ratio(1.5) }))).toEqual([]);
  });

  it("is of combined estimates that noise drowns both, or the one that is not silent", () => {
    const [low, high] = [ratio(1), ratio(9)];
    expect(causesOf("combined", generation({ pathwise: low, score: low }))).toEqual(["noise-drowns"]);
    expect(causesOf("combined", generation({ pathwise: low, score: SILENT }))).toEqual(["noise-drowns"]);
    expect(causesOf("combined", generation({ pathwise: low, score: high }))).toEqual([]);
  });

  it("has the median of an even number of generations between the two in the middle", () => {
    const all = [9, 2, 4, 3].map((signal) => generation({ pathwise: ratio(signal) }));
    expect(judged("pathwise", ...all).text).toMatch(/its norm 3\.5 times its standard error \(median\)$/);
  });
});

describe("the verdict on an adjoint", () => {
  it("is that it explodes where it grows more than a thousandfold", () => {
    const steps = [0, 1, 2];
    const grown = (norm: number) => generation({ adjoint: { steps, norms: [norm, 2, 1] } });
    expect(causesOf("pathwise", grown(1001))).toEqual(["adjoint-explodes"]);
    expect(causesOf("pathwise", grown(999))).toEqual([]);
  });

  it("is that the clip is closed only where the adjoint comes to 0", () => {
    const steps = [0, 10, 20];
    const stalled = (...norms: number[]) => generation({ pathwise: SILENT, adjoint: { steps, norms } });
    const closed = judged("pathwise", stalled(0, 0, 1));
    expect(closed.causes.map(({ cause }) => cause)).toEqual(["clip-closed"]);
    expect(closed.causes[0]?.text).toContain("10 steps before the end");
    const other = judged("pathwise", stalled(1, 1, 1));
    expect([other.healthy, other.causes]).toEqual([false, []]);
  });
});

describe("the verdict on what is not there", () => {
  it("says of a silent score whether all patterns are the same", () => {
    const textOf = (distinctPatterns: number): string | undefined =>
      judged("score-function", generation({ score: SILENT, distinctPatterns })).causes[0]?.text;
    expect(textOf(1)).toContain("all replicates have the same pattern");
    expect(textOf(2)).toContain("no replicate has an influence on the utility");
  });

  it("is not healthy where f is not finite", () => {
    const none = generation({ pathwise: null, score: null, adjoint: { steps: [], norms: [] } });
    expect(causesOf("pathwise", none)).toEqual(["not-finite"]);
    expect(causesOf("score-function", none, generation(), generation())).toEqual([]);
  });
});
