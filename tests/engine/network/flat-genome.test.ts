import { describe, expect, it } from "vitest";
import { flattenNetwork, unflattenNetwork } from "#engine/index.js";

describe("a flat genome", () => {
  it("has per layer the bias, then the kernel by input, as Flax flattens it", () => {
    const layers = [
      { bias: [1, 2], kernel: [[3, 4]] },
      { bias: [5], kernel: [[6], [7]] },
    ];
    expect([...flattenNetwork(layers)]).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(unflattenNetwork([2], [1, 2, 3, 4, 5, 6, 7])).toEqual(layers);
  });

  it.each([
    [[8, 8, 8], 169],
    [[8, 8], 97],
  ])("of hidden layers %j has %i parameters and nothing else", (hidden, parameters) => {
    const genome = Array.from({ length: parameters }, (_, i) => i);
    expect([...flattenNetwork(unflattenNetwork(hidden, genome))]).toEqual(genome);
    expect(() => unflattenNetwork(hidden, genome.slice(1))).toThrow(/parameters, got/);
  });
});
