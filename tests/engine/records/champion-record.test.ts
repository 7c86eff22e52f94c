import { describe, expect, it } from "vitest";
import { flattenNetwork, parseChampion, parseRegulator, resolveConfig } from "#engine/index.js";

const { seed, model } = resolveConfig({});
const champion = (weight: number): unknown => ({
  schemaVersion: 1,
  seed,
  generation: 0,
  model,
  network: { hidden: [1] },
  genome: [0, weight, 0, 1],
});

describe("a number that f32 cannot hold", () => {
  it("is refused in the genome of a champion's file, not taken for ∞", () => {
    expect(parseChampion(champion(3e38), "champion.json").genome[1]).toBe(3e38);
    expect(() => parseChampion(champion(1e39), "champion.json")).toThrow(
      expect.objectContaining({ code: "champion.damaged", where: "champion.json" }),
    );
  });

  it.each(["tanh:gain=1e39", "tanh:gain=1e38,centre=1e38", "tanh:amplitude=-1e39"])(
    "is refused in the regulator %s",
    (spec) => {
      expect(() => parseRegulator(spec)).toThrow(expect.objectContaining({ code: "regulator.invalid" }));
    },
  );

  it("is refused in a network that is to be flattened", () => {
    const layers = [
      { bias: [0], kernel: [[1e39]] },
      { bias: [0], kernel: [[1]] },
    ];
    expect(() => flattenNetwork(layers)).toThrow(
      expect.objectContaining({ code: "argument.invalid", where: "layers[0].kernel[0][0]" }),
    );
  });
});

it("refuses a parameter of a regulator that only every object has", () => {
  expect(() => parseRegulator("tanh:constructor=1")).toThrow(
    expect.objectContaining({ code: "regulator.invalid" }),
  );
});
