import { describe, expect, it } from "vitest";
import { lecunNormal } from "#engine/index.js";
import {
  BACKEND_NAMES,
  CONNECTIVITY_NAMES,
  createBackend,
  type Evaluation,
  foldIn,
  key,
} from "#kernels/index.js";
import { evaluateNetwork } from "#kernels/models/regulated/network.js";
import { fateAt } from "#kernels/patterns.js";
import { describeEachBackend } from "../backends.js";
import { batchOf, evaluatedBy, type NetworkBatch, tanhGenome, withSteps } from "../batches.js";

const STEPS = 50;
/**
 * What `webgpu` may be off after 50 steps with |f′| ≤ 5. A step errs by the rounding of its sums, 6e-8, and of
 * its noise, ≤ 3e-6·σ√dt = 3e-8; errors grow by at most 1 + dt·|f′| = 1.05 a step. Were all of one sign they
 * would reach 210·9e-8 = 2e-5; their signs being those of roundings, √210 rather than 210 is to be expected.
 */
const TOLERANCE = 1e-5;

const REGULATORS = {
  "−tanh(5(s̄ − ½))": { hidden: [1], genome: tanhGenome(1, 5, 0.5) },
  "a LeCun network (8, 8, 8)": { hidden: [8, 8, 8], genome: lecunNormal([8, 8, 8], key(11)) },
  "a LeCun network (5, 9)": { hidden: [5, 9], genome: lecunNormal([5, 9], key(12)) },
};

const reference = await createBackend("reference");

function batch(
  cells: number,
  boundary: string,
  mode: Evaluation,
  name: keyof typeof REGULATORS,
): NetworkBatch<"states"> {
  const { hidden, genome } = REGULATORS[name];
  const replicates = { from: 5, count: Math.max(3, Math.trunc(70 / cells)) };
  return evaluatedBy(batchOf({ cells, boundary, steps: STEPS }, hidden, genome, { replicates }), mode);
}

describe("the regulatory functions that states are compared for", () => {
  it.each(Object.entries(REGULATORS))("should have slopes of at most 5: %s", (_, { hidden, genome }) => {
    for (let i = 0; i < 100; i++) {
      const rise = evaluateNetwork(hidden, genome, (i + 1) / 100) - evaluateNetwork(hidden, genome, i / 100);
      // f32 of values up to about 1 over a hundredth: 100·1.2e-7 of rounding.
      expect(Math.abs(rise * 100)).toBeLessThanOrEqual(5 + 2e-5);
    }
  });
});

describeEachBackend(BACKEND_NAMES, "states after 50 steps", (simulate, name) => {
  const tolerance = name === "webgpu" ? TOLERANCE : 0;
  for (const regulator of [
    "−tanh(5(s̄ − ½))",
    "a LeCun network (8, 8, 8)",
    "a LeCun network (5, 9)",
  ] as const) {
    for (const cells of [1, 2, 7, 33, 257]) {
      it(`should be the reference's within ${tolerance}: ${cells} cells, ${regulator}`, async () => {
        for (const boundary of CONNECTIVITY_NAMES) {
          for (const mode of ["table", "direct"] as const) {
            const own = batch(cells, boundary, mode, regulator);
            const [ours, theirs] = [await simulate(own), await reference.simulate(own)];
            expect(ours.drift).toStrictEqual(theirs.drift);
            let worst = 0;
            ours.states.forEach((s, i) => (worst = Math.max(worst, Math.abs(s - theirs.states[i]!))));
            expect(worst).toBeLessThanOrEqual(tolerance);
          }
        }
      });
    }
  }
});

describeEachBackend(BACKEND_NAMES, "the outputs of one batch", (simulate) => {
  const model = { cells: 35, steps: 40, thresholds: [0.35, 0.5, 0.65] };
  const genomes = Float32Array.of(...tanhGenome(1, 5, 0.5), ...tanhGenome(1, 3, 0.4));
  const made = batchOf(model, [1], genomes, { replicates: { from: 2, count: 9 } });

  it("should agree with each other", async () => {
    const { states, patterns, layout } = await simulate({ ...made, output: "states" });
    const thresholds = Float32Array.from(model.thresholds);
    const rows = 2 * 9;
    for (let row = 0; row < rows; row++) {
      for (let cell = 0; cell < model.cells; cell++) {
        const fate = thresholds.filter((t) => t <= states[row * model.cells + cell]!).length;
        expect(fateAt(patterns, row, cell, layout)).toBe(fate);
      }
    }
    expect((await simulate({ ...made, output: "patterns" })).patterns).toStrictEqual(patterns);
    const { counts } = await simulate({ ...made, output: "counts" });
    const total = counts.map((distinct) => distinct.counts.reduce((sum, count) => sum + count, 0));
    expect(total).toStrictEqual([9, 9]);

    const every = 8;
    const trajectory = await simulate({ ...made, output: "trajectory", every });
    const initial = await simulate(withSteps(made, 0));
    const frames = model.steps / every + 1;
    for (let row = 0; row < rows; row++) {
      const frame = (index: number) =>
        trajectory.states.subarray((row * frames + index) * model.cells).subarray(0, model.cells);
      const own = (all: Float32Array) => all.subarray(row * model.cells, (row + 1) * model.cells);
      expect(frame(0)).toStrictEqual(own(initial.states));
      expect(frame(frames - 1)).toStrictEqual(own(states));
    }
  });

  it("should give an individual its own random numbers where there is a key for each", async () => {
    const { keys, genomes } = made;
    const other = { initialStates: [foldIn(key(4), 0)], noise: [foldIn(key(4), 1)] };
    const both = {
      initialStates: [...keys.initialStates, ...other.initialStates],
      noise: [...keys.noise, ...other.noise],
    };
    const together = await simulate({ ...made, keys: both });
    const second = { genomes: genomes.subarray(4), individuals: 1 };
    const alone = await simulate({ ...made, ...second, keys: other });
    expect(together.states.subarray(alone.states.length)).toStrictEqual(alone.states);
  });
});
