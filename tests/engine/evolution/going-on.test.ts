import { beforeAll, describe, expect, it } from "vitest";
import { type ConfigInput, type Evolution, evolve } from "#engine/index.js";

const CONFIG: ConfigInput = {
  seed: 5,
  model: { cells: 3, duration: 0.2 },
  network: { hidden: [4] },
  evaluation: { replicates: 20 },
  search: { population: 6, parents: 2, generations: 2 },
  champion: { candidates: 2, replicates: 20, maxReplicates: 20 },
};
const FURTHER: ConfigInput = { ...CONFIG, search: { ...CONFIG.search, generations: 4 } };

describe("a search that goes on from an earlier one", () => {
  let half: Evolution;
  beforeAll(async () => {
    half = await evolve(CONFIG);
  });

  it.each([
    ["seed", { seed: 6 }, "seed: 5, not 6"],
    ["network", { network: { hidden: [5] } }, "network.hidden: [4], not [5]"],
    ["model", { model: { cells: 4, duration: 0.2 } }, "model.cells: 3, not 4"],
  ])("is refused with another %s, and goes on with its own afterwards", async (_, change, difference) => {
    const refused = evolve({ ...FURTHER, ...change }, { from: half });
    await expect(refused).rejects.toMatchObject({ code: "search.mismatch", where: "options.from.config" });
    await expect(refused).rejects.toThrow(difference);
    const [rest, whole] = [await evolve(FURTHER, { from: half }), await evolve(FURTHER)];
    expect([...half.history, ...rest.history]).toStrictEqual(whole.history);
  });

  it("is refused a state whose generations do not fit together, or of other genomes", async () => {
    const torn = { ...half, state: { ...half.state, generation: 1 } };
    await expect(evolve(FURTHER, { from: torn })).rejects.toMatchObject({
      code: "argument.invalid",
      where: "options.from.state.generation",
    });
    const candidates = half.state.candidates.map((one) => ({ ...one, genome: new Float32Array(1) }));
    const short = { ...half, state: { ...half.state, candidates } };
    await expect(evolve(FURTHER, { from: short })).rejects.toMatchObject({
      code: "argument.invalid",
      where: "options.from.state.candidates[0].genome",
    });
  });
});
