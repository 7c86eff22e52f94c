import { describe, expect, it } from "vitest";
import { createBackend, key } from "#kernels/index.js";
import { evaluateOn, flattenNetwork, resolveConfig, systemOf, type Task } from "#engine/index.js";
import { scoreSeed } from "#engine/evolution/differentiate.js";
import { MAX_Z, meanOf, normalCdf } from "./statistics.js";

/*
 * A line of three cells whose pattern law is known exactly: one step leaves independent normals about one mean, with atoms
 * where the clip acts, and given these a second one leaves independent fates.
 */

const CELLS = 3;
const [DT, NOISE, START] = [0.04, 2, 0.5];
/** σ√dt */
const SPREAD = NOISE * Math.sqrt(DT);
const NETWORK = [
  { bias: [0.3, -0.7], kernel: [[1.6, 2.2]] },
  { bias: [1.5], kernel: [[-6], [5]] },
];

/** f of a genome in f64, in Flax's order. */
function regulation([b0, b1, w0, w1, b, v0, v1]: readonly number[]): (x: number) => number {
  return (x) => b! + v0! * Math.tanh(b0! + w0! * x) + v1! * Math.tanh(b1! + w1! * x);
}

/** Nodes of the midpoint rule within (0, 1). With twice as many no gradient moves by a tenth of its standard error below. */
const NODES = 48;
/** A state after a step from START, and its weight: the atoms at 0 and 1, and the density between. */
function afterFirst(mean: number): readonly (readonly [state: number, weight: number])[] {
  const below = (x: number): number => normalCdf((x - mean) / SPREAD);
  const cells = Array.from({ length: NODES }, (_, i) => {
    const [low, high] = [i / NODES, (i + 1) / NODES];
    return [(low + high) / 2, below(high) - below(low)] as const;
  });
  return [[0, below(0)], ...cells, [1, 1 - below(1)]];
}

/** U of the exact law of patterns, in bits. @param steps 1 or 2 */
function exactUtility(genome: readonly number[], steps: number, pinned: boolean): number {
  const f = regulation(genome);
  const on = (state: number, sensed: number): number => normalCdf((state + DT * f(sensed) - START) / SPREAD);
  const law = new Float64Array(8);
  const add = (weight: number, probabilities: readonly number[]): void => {
    for (let pattern = 0; pattern < 8; pattern++) {
      law[pattern]! += probabilities.reduce((product, p, cell) => {
        const held = pinned && cell !== 1;
        const chance = held ? 0 : p;
        return product * ((pattern >> cell) & 1 ? chance : 1 - chance);
      }, weight);
    }
  };
  if (steps === 1) add(1, [on(START, START), on(START, START), on(START, START)]);
  else {
    const middle = afterFirst(START + DT * f(START));
    const ends = pinned ? ([[0, 1]] as const) : middle;
    for (const [left, a] of ends)
      for (const [centre, b] of middle)
        for (const [right, c] of ends)
          add(a * b * c, [on(left, centre), on(centre, (left + right) / 2), on(right, centre)]);
  }
  const entropy = (p: number): number => (p > 0 ? -p * Math.log2(p) : 0);
  const mean = law.reduce(
    (sum, p, pattern) => sum + (p * [0, 1, 2].filter((cell) => (pattern >> cell) & 1).length) / CELLS,
    0,
  );
  return entropy(mean) + entropy(1 - mean) - law.reduce((sum, p) => sum + entropy(p), 0) / CELLS;
}

/** ∇U by central differences: with h = 1e-4, off by O(h²) = 1e-8 times the third derivative. */
function exactGradient(genome: readonly number[], steps: number, pinned: boolean): number[] {
  const h = 1e-4;
  return genome.map((value, p) => {
    const at = (moved: number): number => exactUtility(genome.with(p, moved), steps, pinned);
    return (at(value + h) - at(value - h)) / (2 * h);
  });
}

describe("the score function", () => {
  it.each([
    { steps: 1, boundary: "pinned" },
    { steps: 2, boundary: "pinned" },
    { steps: 2, boundary: "open" },
  ] as const)(
    "is unbiased for the exact utility of three cells, $boundary, $steps steps, clip and all: 10⁶ replicates",
    async ({ steps, boundary }) => {
      const genome = flattenNetwork(NETWORK);
      const { model, network } = {
        model: {
          cells: CELLS,
          boundary,
          dt: DT,
          duration: DT * steps,
          noiseStrength: NOISE,
          initialMean: START,
          initialSpread: 0,
        },
        network: { hidden: [2] },
      };
      const system = systemOf(resolveConfig({ model, network }));
      const evaluate = evaluateOn(await createBackend("wasm"));
      // 100 batches of 313 blocks each; their scatter is the standard error.
      const [batches, count] = [100, 313 * 32];
      const keys = { initialStates: [key(1)], noise: [key(2)] };
      const gradients: Float64Array[] = [];
      for (let batch = 0; batch < batches; batch++) {
        const ensembles: Task<"states">["ensembles"] = {
          system,
          keys,
          population: { individuals: 1, genomes: genome },
          replicates: { from: batch * count, count },
        };
        const final = await evaluate({ kind: "states", ensembles });
        const seed = scoreSeed({ ensembles, estimator: "plug-in", standardErrors: false }, final);
        gradients.push((await evaluate({ kind: "gradient", ensembles, seed, variance: false })).gradient);
      }
      const exact = exactGradient([...genome], steps, boundary === "pinned");
      exact.forEach((slope, p) => {
        const { value, standardError } = meanOf(gradients.map((gradient) => gradient[p]!));
        // t with 99 degrees of freedom, 2.5e-6 beyond 5: of 21 such tests one fails by chance at a rate of 5e-5 at most. What
        // is estimated is ∇E[Û] on n = 10⁴ replicates: the bias of Û, but for a constant −Var(m) / (2n m̄(1 − m̄) ln 2) with m the
        // mean fate of a replicate, moves no slope by a tenth of its standard error.
        expect(Math.abs(value - slope) / standardError, `parameter ${p}`).toBeLessThan(MAX_Z);
      });
      // The test above can fail: the largest slope is told apart from 0 and from one of the other sign.
      const largest = exact.reduce(
        (best, slope, p) => (Math.abs(slope) > Math.abs(exact[best]!) ? p : best),
        0,
      );
      const { standardError } = meanOf(gradients.map((gradient) => gradient[largest]!));
      expect(Math.abs(exact[largest]!)).toBeGreaterThan(20 * standardError);
    },
  );
});
