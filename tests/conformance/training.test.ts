import { expect, it } from "vitest";
import { type ConfigInput, evolve } from "#engine/index.js";
import { BACKEND_NAMES } from "#kernels/index.js";
import { describeEachBackend } from "../backends.js";

describeEachBackend(BACKEND_NAMES, "a whole search", (_, backend) => {
  const config: ConfigInput = {
    seed: 5,
    model: { duration: 1 },
    network: { hidden: [4, 4] },
    evaluation: { replicates: 20 },
    search: { population: 6, parents: 2, generations: 4 },
    champion: { candidates: 2, replicates: 50, maxReplicates: 100 },
    run: { backend },
  };

  it("should give the same bits twice, and when it goes on from its middle", async () => {
    const whole = await evolve(config);
    expect(whole.history).toHaveLength(4);
    expect(await evolve(config)).toStrictEqual(whole);
    const half = await evolve({ ...config, search: { ...config.search, generations: 2 } });
    const rest = await evolve(config, { from: half });
    expect([...half.history, ...rest.history]).toStrictEqual(whole.history);
    expect(rest.champion).toStrictEqual(whole.champion);
  });
});
