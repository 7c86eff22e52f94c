import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  createBackend,
  ensembleBytes,
  evaluateOn,
  fitnessRequest,
  genomeBytes,
  mergeShards,
  resolveConfig,
  shardRequest,
  shardsOf,
  strategyOf,
  systemOf,
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

  it("never hold more than 64 MiB of genomes and patterns, but for an individual that alone takes more", () => {
    fc.assert(
      fc.property(
        fc.record({
          cells: fc.integer({ min: 1, max: 4096 }),
          fates: fc.integer({ min: 2, max: 10 }),
          hidden: fc.array(fc.integer({ min: 1, max: 256 }), { minLength: 1, maxLength: 8 }),
          replicates: fc.integer({ min: 1, max: 100_000 }),
          individuals: fc.integer({ min: 1, max: 65_536 }),
        }),
        ({ cells, fates, hidden, replicates, individuals }) => {
          const thresholds = Array.from({ length: fates - 1 }, (_, i) => (i + 1) / fates);
          const system = systemOf(resolveConfig({ model: { cells, thresholds }, network: { hidden } }));
          const waves = wavesOf({
            system,
            population: { individuals, genomes: new Float32Array(0) },
            keys: { initialStates: [], noise: [] },
            replicates: { from: 0, count: replicates },
          });
          const ends = waves.map(({ from, count }) => from + count);
          expect(waves.every(({ from }, i) => from === (ends[i - 1] ?? 0))).toBe(true);
          expect(ends.at(-1)).toBe(individuals);
          const largest = Math.max(...waves.map(({ count }) => count));
          const bytes = genomeBytes(system, largest) + largest * ensembleBytes(system, replicates);
          expect(largest === 1 || bytes <= 67_108_864).toBe(true);
        },
      ),
    );
  });
});
