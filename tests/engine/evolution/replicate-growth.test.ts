import { describe, expect, it } from "vitest";
import {
  type ConfigInput,
  decodeCheckpoint,
  encodeCheckpoint,
  evolve,
  NUMERICS_VERSION,
  resolveConfig,
  type Scores,
} from "#engine/index.js";
import { replicatesAfter } from "#engine/evolution/replicate-growth.js";
import { refusal } from "../../support/refusal.js";
import { scored, configured } from "../../support/scored-generation.js";

const growing = configured({ replicates: 20, maxReplicates: 100 });
const { scores: any } = await scored(growing);

/** Replicates after 20, or as many as are said, of individuals with this fitness and these standard errors. */
function after(
  fitness: readonly number[],
  standardError: readonly number[] | null,
  { promoted = fitness.map((_, i) => i), replicates = 20, config = growing } = {},
): number {
  const scores: Scores = {
    ...any,
    fitness: Float64Array.from(fitness),
    standardError: standardError === null ? null : Float64Array.from(standardError),
  };
  return replicatesAfter(config, replicates, { scores, promoted });
}

describe("the replicates of a full score", () => {
  it("double once the fitness of a generation spreads less than its standard error, and not before", () => {
    // The standard deviation of 0 and 0.2 is 0.1.
    expect(after([0, 0.2], [0.101, 0.101])).toBe(40);
    expect(after([0, 0.2], [0.099, 0.099])).toBe(20);
    // The root mean square of 0.14 and 0.02 is 0.1, of 0.15 and 0.02 it is 0.107.
    expect(after([0, 0.2], [0.139, 0.02])).toBe(20);
    expect(after([0, 0.2], [0.15, 0.02])).toBe(40);
  });

  it("are judged by those alone that were scored on all, and have a fitness and an error", () => {
    expect(after([0.5, 0.5, -3], [0.1, 0.1, 0.1])).toBe(20);
    expect(after([0.5, 0.5, -3], [0.1, 0.1, 0.1], { promoted: [0, 1] })).toBe(40);
    expect(after([0.5, NaN, 0.5, 9], [0.1, 0.1, 0.1, NaN])).toBe(40);
    expect(after([NaN, NaN], [NaN, NaN])).toBe(20);
    expect(after([0.5, 0.5], [0.1, 0.1], { promoted: [] })).toBe(20);
  });

  it("grow to evaluation.maxReplicates and no further, and not at all without it or without errors", () => {
    expect(after([0.5, 0.5], [0.1, 0.1], { replicates: 80 })).toBe(100);
    expect(after([0.5, 0.5], [0.1, 0.1], { replicates: 100 })).toBe(100);
    expect(after([0.5, 0.5], [0.1, 0.1], { config: configured() })).toBe(20);
    expect(after([0.5, 0.5], null)).toBe(20);
  });
});

describe("a search whose individuals become the same", () => {
  const config = (generations: number): ConfigInput => ({
    seed: 5,
    model: { cells: 4, duration: 1, dt: 0.05 },
    network: { hidden: [3], initial: "wide" },
    evaluation: { replicates: 64, maxReplicates: 500 },
    // Without mutation: from the second generation on all have the genome of one of the first.
    search: {
      strategy: { name: "mu-plus-lambda", population: 8, parents: 1, mutationStep: 0 },
      stop: { generations },
    },
    champion: { candidates: 1, replicates: 20, maxReplicates: 20 },
  });

  it("takes twice the replicates every generation from then on, as its history and its work say", async () => {
    const { history } = await evolve(config(6));
    expect(history.map(({ replicates }) => replicates)).toEqual([64, 64, 128, 256, 500, 500]);
    for (const { replicates = NaN, cellSteps } of history) expect(cellSteps).toBe(replicates * 8 * 4 * 20);
  });

  it("goes on with them from a checkpoint", async () => {
    const [whole, half] = [await evolve(config(6)), await evolve(config(3))];
    const bytes = encodeCheckpoint({
      numericsVersion: NUMERICS_VERSION,
      program: "1.0.0",
      config: half.config,
      state: half.state,
      history: { lines: 3, bytes: 0 },
    });
    const { config: saved, state } = decodeCheckpoint(bytes);
    expect(state.replicates).toBe(256);
    const rest = await evolve(config(6), { from: { config: saved, state } });
    expect([...half.history, ...rest.history]).toEqual(whole.history);
  });

  it("does not go on with replicates that it cannot have come to", async () => {
    const half = await evolve(config(3));
    for (const replicates of [63, 501]) {
      const from = { config: half.config, state: { ...half.state, replicates } };
      await expect(evolve(config(6), { from })).rejects.toMatchObject({
        code: "argument.invalid",
        where: "options.from.state.replicates",
      });
    }
  });
});

describe("the keys of replicates", () => {
  it.each<[string, object]>([
    ["evaluation.maxReplicates", { replicates: 20, maxReplicates: 19 }],
    ["evaluation.replicates", { replicates: 2 ** 21 - 8, racing: { replicates: 8 } }],
    ["evaluation.maxReplicates", { maxReplicates: 2 ** 21 - 1, rescoring: { replicates: 1 } }],
  ])("are refused, with %s as the place, where they contradict each other: %j", (where, evaluation) => {
    expect(() => resolveConfig({ evaluation })).toThrow(expect.objectContaining({ where }));
    expect(refusal(() => resolveConfig({ evaluation }))).toBe("config.invalid");
  });

  it("may take all replicates that there are together", () => {
    const evaluation = { replicates: 2 ** 21 - 9, racing: { replicates: 8 } };
    expect(refusal(() => resolveConfig({ model: { cells: 1 }, evaluation }))).toBeNull();
  });

  it("are refused where the patterns of so many would be larger than any array may be", () => {
    const model = { cells: 4096 };
    for (const [where, change] of [
      ["evaluation.maxReplicates", { evaluation: { maxReplicates: 2_000_000 } }],
      ["evaluation.racing.replicates", { evaluation: { racing: { replicates: 2_000_000 } } }],
      ["evaluation.rescoring.replicates", { evaluation: { rescoring: { replicates: 2_000_000 } } }],
      [
        "search.stop.verification.replicates",
        { search: { stop: { target: 1, verification: { replicates: 2_000_000 } } } },
      ],
    ] as const) {
      expect(() => resolveConfig({ model, ...change })).toThrow(
        expect.objectContaining({ code: "config.too-large", where }),
      );
    }
  });
});
