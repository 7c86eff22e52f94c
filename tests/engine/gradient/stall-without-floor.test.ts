import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { describe, expect, it } from "vitest";
import { freshKeys, genomeOf, resolveConfig, strategyOf, systemOf } from "#engine/index.js";
import { latticeOf } from "#kernels/index.js";
import { noiseScaleOf } from "#kernels/batch.js";
import { noiseNormal } from "#kernels/random/normal.js";
import { initialStates } from "#kernels/reference/euler-maruyama.js";
import { STALLS } from "../../support/diagnosed-stalls.js";
import { twinNetwork, twinPathwise, twinStates } from "../../support/gradient-twin.js";

const REPLICATES = 3;

describe("the gradient of the first stall", () => {
  it("is exactly 0 in f64 too, where no adjoint is too small to be kept", () => {
    const config = resolveConfig(parse(readFileSync(STALLS.first, "utf8")));
    const { lattice: shape, integrator, model } = systemOf(config);
    const lattice = latticeOf(shape);
    const keys = freshKeys(config.seed, "evaluate", 0);
    const scale = noiseScaleOf(model.noiseStrength, integrator.dt);
    const rows = Array.from({ length: REPLICATES }, (_, r) => r);
    const twin = {
      drift: twinNetwork(config.network.hidden),
      lattice,
      dt: integrator.dt,
      clip: "exact",
      initial: rows.map((r) =>
        Float64Array.from(initialStates(integrator, lattice.cells, keys.initialStates[0]!, r)),
      ),
      noise: rows.map((r) =>
        Array.from({ length: integrator.steps }, (_, step) =>
          Float64Array.from(
            { length: lattice.cells },
            (__, cell) => scale * noiseNormal(keys.noise[0]!, step, r, cell),
          ),
        ),
      ),
    } as const;
    const genome = [...genomeOf(strategyOf(config).ask(), 0)];
    const ends = twinStates(twin, genome);
    expect(new Set(ends)).toEqual(new Set([ends[0]! < 0.5 ? 0 : 1]));
    const gradient = twinPathwise(
      twin,
      genome,
      ends.map(() => 1),
    );
    expect(gradient.every((slope) => slope === 0)).toBe(true);
    // As straight through it is not: it is the clip that makes it 0.
    const open = twinPathwise(
      { ...twin, clip: "straight-through" },
      genome,
      ends.map(() => 1),
    );
    expect(open.some((slope) => slope !== 0)).toBe(true);
  });
});
