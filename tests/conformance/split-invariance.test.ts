import fc from "fast-check";
import { expect, it } from "vitest";
import { lecunNormal } from "#engine/index.js";
import { BACKEND_NAMES, foldIn, key, mergeDistinct, parameterCount } from "#kernels/index.js";
import { describeEachBackend } from "../backends.js";
import { batchOf } from "../batches.js";

const HIDDEN = [4, 4];
const INDIVIDUALS = 4;
const COUNT = 23;
const GENOMES = Float32Array.from(
  Array.from({ length: INDIVIDUALS }, (_, i) => [...lecunNormal(HIDDEN, foldIn(key(21), i))]).flat(),
);
const BATCH = batchOf({ cells: 6, steps: 30 }, HIDDEN, GENOMES, { replicates: { from: 40, count: COUNT } });

describeEachBackend(BACKEND_NAMES, "cutting a batch", (simulate) => {
  const cuts = fc.uniqueArray(fc.integer({ min: 1, max: COUNT - 1 }), { maxLength: 4 });

  it("should give the same bits wherever the replicates are cut", async () => {
    const whole = await simulate({ ...BATCH, output: "counts" });
    const patterns = await simulate({ ...BATCH, output: "patterns" });
    const own = (all: Uint32Array, individual: number, count: number) =>
      all.subarray(individual * count, (individual + 1) * count);
    await fc.assert(
      fc.asyncProperty(cuts, async (inner) => {
        const edges = [0, ...inner.sort((a, b) => a - b), COUNT];
        const shards = edges.slice(1).map((to, i) => ({ from: 40 + edges[i]!, count: to - edges[i]! }));
        const parts = [];
        for (const replicates of shards) {
          parts.push(await simulate({ ...BATCH, replicates, output: "counts" }));
          const shard = await simulate({ ...BATCH, replicates, output: "patterns" });
          for (let i = 0; i < INDIVIDUALS; i++) {
            const at = replicates.from - 40;
            const expected = own(patterns.patterns, i, COUNT).subarray(at, at + replicates.count);
            expect(own(shard.patterns, i, replicates.count)).toStrictEqual(expected);
          }
        }
        for (let i = 0; i < INDIVIDUALS; i++) {
          const merged = mergeDistinct(
            parts.map(({ counts }) => counts[i]!),
            whole.layout.wordsPerPattern,
          );
          expect(merged).toStrictEqual(whole.counts[i]);
        }
      }),
      { seed: 5, numRuns: 8 },
    );
  });

  it("should give the same bits wherever the individuals are cut", async () => {
    const whole = await simulate(BATCH);
    const parameters = parameterCount(HIDDEN);
    for (let i = 0; i < INDIVIDUALS; i++) {
      const genomes = GENOMES.subarray(i * parameters, (i + 1) * parameters);
      const alone = await simulate({
        ...BATCH,
        genomes,
        individuals: 1,
      });
      const { length } = alone.states;
      expect(whole.states.subarray(i * length, (i + 1) * length)).toStrictEqual(alone.states);
    }
  });

  it("should give the same bits again, with other batches at the same time", async () => {
    const whole = await simulate(BATCH);
    const again = await Promise.all([
      simulate(BATCH),
      simulate({ ...BATCH, replicates: { from: 0, count: 7 } }),
      simulate(BATCH),
    ]);
    expect(again[0]).toStrictEqual(whole);
    expect(again[2]).toStrictEqual(whole);
  });
});
