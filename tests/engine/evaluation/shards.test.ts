import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  createBackend,
  evaluateOn,
  fitnessRequest,
  mergeShards,
  resolveConfig,
  shardRequest,
  shardsOf,
  strategyOf,
  wavesOf,
} from "#engine/index.js";

const CONFIG = resolveConfig({ model: { cells: 5, duration: 0.2 }, search: { population: 3, parents: 1 } });
const request = (replicates: number): ReturnType<typeof fitnessRequest> =>
  fitnessRequest(
    { ...CONFIG, evaluation: { ...CONFIG.evaluation, replicates } },
    0,
    strategyOf(CONFIG).ask(),
  );

describe("shards", () => {
  it("cover every replicate once, in whole blocks, none empty, about equally large", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5000 }),
        fc.integer({ min: 1, max: 64 }),
        (replicates, workers) => {
          const shards = shardsOf(request(replicates), workers);
          let next = 0;
          for (const { from, count } of shards) {
            expect(from).toBe(next);
            expect(count).toBeGreaterThan(0);
            expect(from % 4).toBe(0);
            next += count;
          }
          expect(next).toBe(replicates);
          const sizes = shards.map(({ count }) => Math.ceil(count / 4));
          expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
        },
      ),
    );
  });

  it("merged in any order give the ensembles of the whole request", async () => {
    const whole = request(50);
    const backend = await createBackend("wasm");
    const evaluate = evaluateOn(backend);
    const simulate = (ensembles: typeof whole) => evaluate({ kind: "ensemble", ensembles });
    const expected = await simulate(whole);
    const parts = [];
    for (const range of shardsOf(whole, 5).reverse()) parts.push(await simulate(shardRequest(whole, range)));
    expect(mergeShards(whole, parts).counts).toEqual(expected.counts);
  });
});

describe("waves", () => {
  it("cover every individual once and keep the patterns of a wave within 64 MB", () => {
    const large = resolveConfig({
      model: { cells: 4096, duration: 0.1 },
      evaluation: { replicates: 100_000 },
    });
    const waves = wavesOf(fitnessRequest(large, 0, strategyOf(large).ask()));
    expect(waves.map(({ from }) => from)).toEqual(Array.from({ length: 20 }, (_, i) => i));
    expect(wavesOf(request(100))).toEqual([{ from: 0, count: 3 }]);
  });
});
