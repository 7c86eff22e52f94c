import { describe, expect, it } from "vitest";
import { type ConfigInput, resolveConfig } from "#engine/index.js";

const SCORE = { name: "gradient", estimator: "score-function" } as const;

describe("a strategy that follows gradients", () => {
  it.each<[string, ConfigInput, ConfigInput]>([
    [
      "evaluation.racing",
      { evaluation: { racing: { replicates: 4, promoted: 2 } } },
      { evaluation: { racing: null } },
    ],
    [
      "evaluation.rescoring",
      { evaluation: { rescoring: { individuals: 1, replicates: 8 } } },
      { evaluation: { rescoring: null } },
    ],
    ["evaluation.timeSteps", { evaluation: { timeSteps: [1, 2] } }, { evaluation: { timeSteps: [1] } }],
    ["model.noiseStrength", { model: { noiseStrength: 0 } }, { model: { noiseStrength: 1e-7 } }],
  ])("refuses a value of %s that it has no use for", (where, refused, allowed) => {
    const search = { strategy: SCORE };
    expect(() => resolveConfig({ ...refused, search })).toThrow(
      expect.objectContaining({
        code: "config.invalid",
        where,
        message: expect.stringContaining(where) as unknown,
      }),
    );
    expect(resolveConfig({ ...allowed, search }).search.strategy).toMatchObject(SCORE);
    // Another strategy takes it.
    expect(resolveConfig(refused)).toMatchObject(refused);
  });

  it("goes without noise where it follows pathwise gradients alone", () => {
    const search = { strategy: { name: "gradient", estimator: "pathwise" } } as const;
    expect(resolveConfig({ model: { noiseStrength: 0 }, search }).model.noiseStrength).toBe(0);
  });
});
