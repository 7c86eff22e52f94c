import { readFileSync } from "node:fs";
import type { Drift, DriftSummary, Model, ModelSpec } from "#kernels/index.js";
import { LINEAR_SHADER, shadeLinear } from "./shade.js";

const f32 = Math.fround;

/** The spec of {@link linear}. */
export interface LinearSpec extends ModelSpec {
  readonly name: "linear";
}

const SUMMARY: DriftSummary = { intervals: 0, error: 0, tolerance: 0, finite: true };

/** f(s, s̄) = a + b·s + c·s̄ in f32, the genome being a, b, c. */
function drift(genome: Float32Array): Drift {
  const [a, b, c] = [genome[0]!, genome[1]!, genome[2]!];
  return (state, sensed) => f32(f32(a + f32(b * state)) + f32(c * sensed));
}

/**
 * A second model, to prove the slot: its drift is linear and reads the cell's own state too, so that within the walls its
 * means and covariances are known exactly, whatever the lattice.
 */
export const linear: Model<LinearSpec> = {
  name: "linear",
  species: 1,
  senses: ["self", "neighbours"],
  noise: "additive",
  check: () => undefined,
  parameterCount: () => 3,
  work: () => ({ preparation: 0, cellStep: 1 }),
  drift: (_spec, genome) => drift(genome),
  driftDerivative: (_spec, genome) => () => ({ self: genome[1]!, neighbours: genome[2]! }),
  prepare: (_spec, { dt }, genome) => {
    const f = drift(genome);
    return { increment: (state, sensed) => f32(f32(dt) * f(state, sensed)), summary: SUMMARY };
  },
  adjoint: null,
  place: (kernels, { integrator }, { individuals, genomes }) => ({
    sweep: "advanceLinear",
    drifts: Array.from({ length: individuals }, (_, i) => ({
      record: kernels.placeRecord([
        ["f32", integrator.dt],
        ["f32", genomes[3 * i]!],
        ["f32", genomes[3 * i + 1]!],
        ["f32", genomes[3 * i + 2]!],
      ]),
      summary: SUMMARY,
    })),
  }),
  shade: (_kernels, _system, individuals) => shadeLinear(individuals, SUMMARY),
  shaders: [LINEAR_SHADER],
};

/** The kernels with the sweep of {@link linear} beside, which `tests/setup/linear-model.ts` compiled. */
export function linearKernels(): WebAssembly.Module {
  const file = new URL("../../../dist/tests/linear-model.wasm", import.meta.url);
  return new WebAssembly.Module(new Uint8Array(readFileSync(file)));
}
