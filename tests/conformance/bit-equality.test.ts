import { expect, it } from "vitest";
import { lecunNormal } from "#engine/index.js";
import { CONNECTIVITY_NAMES, createBackend, foldIn, key, type Key, type Output } from "#kernels/index.js";
import { describeEachBackend } from "../backends.js";
import { batchOf, evaluatedBy } from "../batches.js";

const HIDDEN = [5, 3];
const INDIVIDUALS = 3;
const OUTPUTS: readonly Output[] = ["counts", "patterns", "states", "trajectory"];
const GENOMES = Float32Array.from(
  Array.from({ length: INDIVIDUALS }, (_, i) => [...lecunNormal(HIDDEN, foldIn(key(3), i))]).flat(),
);

function leaves(purpose: number, count: number): Key[] {
  return Array.from({ length: count }, (_, i) => foldIn(foldIn(key(8), purpose), i));
}

const reference = await createBackend("reference");

describeEachBackend(["wasm"], "equality with the reference in every bit", (simulate) => {
  for (const cells of [1, 2, 3, 7, 33]) {
    for (const boundary of CONNECTIVITY_NAMES) {
      for (const mode of ["table", "direct"] as const) {
        it(`should hold for ${cells} cells, ${boundary}, ${mode}: any output, fates, replicates, random numbers`, async () => {
          for (const output of OUTPUTS) {
            for (const [count, thresholds, keys] of [
              [1, [0.5], 1],
              [5, [0.35, 0.6], INDIVIDUALS],
              // As many as a population's: its steps are few, as the reference is slow.
              [100, [0.5], INDIVIDUALS],
              [100, [0.35, 0.6], 1],
            ] as const) {
              const steps = count === 100 ? 3 : 20;
              const batch = batchOf({ cells, boundary, thresholds, steps }, HIDDEN, GENOMES, {
                keys: { initialStates: leaves(0, keys), noise: leaves(1, keys) },
                replicates: { from: 1000, count },
                output,
                every: 7,
              });
              const ours = evaluatedBy(batch, mode);
              expect(await simulate(ours)).toStrictEqual(await reference.simulate(ours));
            }
          }
        });
      }
    }
  }
});
