import { describe, expect, it } from "vitest";
import { parametersOf, refined, resolveConfig, systemOf, systemSchema } from "#engine/index.js";
import { parameterCount } from "#kernels/index.js";

const system = systemOf(
  resolveConfig({ model: { boundary: "pinned" }, evaluation: { regulation: "direct" } }),
);

describe("the system of a configuration", () => {
  it("has its model, its lattice and its integrator", () => {
    expect(system).toEqual({
      model: {
        name: "regulated",
        noiseStrength: 0.1,
        thresholds: [0.5],
        hidden: [8, 8, 8],
        evaluation: "direct",
      },
      lattice: { connectivity: "pinned", cells: 7 },
      integrator: { steps: 2000, dt: 0.01, initialLow: 0.4, initialHigh: 0.6 },
    });
    expect(parametersOf(system)).toBe(parameterCount([8, 8, 8]));
  });

  it("passes the schema that messages are checked by", () => {
    expect(systemSchema.parse(system)).toEqual(system);
  });

  it("lasts as long with shorter steps", () => {
    const { integrator, ...others } = refined(system, 4);
    expect(integrator).toEqual({ ...system.integrator, dt: 0.0025, steps: 8000 });
    expect(others).toEqual({ model: system.model, lattice: system.lattice });
  });
});

describe("a system of a message", () => {
  it.each([
    ["another model", { ...system, model: { ...system.model, name: "nobody" } }],
    ["another connectivity", { ...system, lattice: { ...system.lattice, connectivity: "toString" } }],
    ["too many cells", { ...system, lattice: { ...system.lattice, cells: 4097 } }],
    ["no step", { ...system, integrator: { ...system.integrator, steps: 0 } }],
    ["a key too many", { ...system, boundary: "open" }],
  ])("is refused where it has %s", (_, other) => {
    expect(systemSchema.safeParse(other).success).toBe(false);
  });
});
