import { describe, expect, it } from "vitest";
import {
  assess,
  type ConfigInput,
  ensembleConditions,
  evaluateOn,
  createBackend,
  fixedPrecision,
  freshKeys,
  individualKey,
  key,
  networkSpace,
  parseRegulator,
  resolveConfig,
  soloPopulation,
  tableEffect,
} from "#engine/index.js";

const evaluate = evaluateOn(await createBackend("wasm"));

/** What the table of a genome changes, measured on 500 replicates. */
async function effectOf(input: ConfigInput, genome: Float32Array) {
  const config = resolveConfig(input);
  const keys = freshKeys(3, "evaluate", 0);
  const conditions = ensembleConditions(config, keys);
  const [assessment] = await assess(
    conditions,
    soloPopulation(genome),
    fixedPrecision(4),
    config.evaluation.estimator,
    evaluate,
  );
  return tableEffect(config, keys, genome, assessment!.drift, 500, evaluate);
}

describe("what a table of f changes", () => {
  const wide = { law: "wide", steepness: 1000, gain: 4, amplitude: 30 } as const;
  const hidden = [8];

  it("is found to be nothing that matters for steep functions whose tables miss the bound of their error by far", async () => {
    const model = { duration: 5 };
    const space = networkSpace({ hidden, initial: wide });
    let differing = 0;
    for (const i of [0, 1, 2, 5, 6, 11]) {
      const effect = await effectOf(
        { model, network: { hidden, initial: wide } },
        space.draw(individualKey(key(5), i)),
      );
      expect(effect).toMatchObject({ intervals: 4096, replicates: 500, matters: false });
      expect(effect!.errorOverBound).toBeGreaterThan(40);
      differing += Number(effect!.utility !== effect!.directUtility);
    }
    // Not the same patterns throughout, and as rich and reproducible.
    expect(differing).toBeGreaterThan(2);
  });

  it("is found where cells live within one interval of it", async () => {
    // f steps at .50001, its table halfway to the next node at .50024; noise moves cells by some 2e-5 a step.
    const genome = parseRegulator("tanh:amplitude=0.01,gain=100000,centre=0.50001")!.genome;
    const model = { noiseStrength: 2e-4, initialSpread: 0 };
    const effect = await effectOf({ model, network: { hidden: [1] } }, genome);
    expect(effect).toMatchObject({ matters: true });
    expect(Math.abs((effect!.utility ?? NaN) - (effect!.directUtility ?? NaN))).toBeGreaterThan(0.04);
  });

  it("is not asked for where the table keeps its bound, or there is none", async () => {
    const gentle = parseRegulator("tanh:amplitude=1,gain=5,centre=0.5")!.genome;
    const steep = parseRegulator("tanh:amplitude=10,gain=3000,centre=0.50006")!.genome;
    const network = { hidden: [1] };
    expect(await effectOf({ network }, gentle)).toBeNull();
    expect(await effectOf({ network, evaluation: { regulation: "direct" } }, steep)).toBeNull();
    expect(await effectOf({ network }, steep)).toMatchObject({ matters: false });
  });

  it("is nothing that anyone could tell where neither utility has a value", async () => {
    const steep = parseRegulator("tanh:amplitude=10,gain=3000,centre=0.50006")!.genome;
    // Twenty cells start anywhere: no two of 500 patterns agree, and NSB is undefined.
    const model = { cells: 20, duration: 0.01, initialSpread: 0.5 };
    const effect = await effectOf(
      { model, network: { hidden: [1] }, evaluation: { estimator: "nsb" } },
      steep,
    );
    expect(effect).toMatchObject({ utility: null, directUtility: null, matters: false });
  });
});
