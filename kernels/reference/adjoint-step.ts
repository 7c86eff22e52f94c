import type { ClipDerivative } from "../gradient.js";
import type { Lattice } from "../lattice.js";
import type { DriftAdjoint } from "../models/model.js";
import type { Step } from "./euler-maruyama.js";

const f32 = Math.fround;
/**
 * 2⁻⁸⁰. Adjoints below it are 0. Over thousands of steps many decay to numbers so small that processors are a hundred times as slow with them,
 * and that are nothing beside any other.
 */
const LEAST_ADJOINT = 8.271806125530277e-25;

/** Whether a state is at a wall: where a step ends that the clip cut short. */
export function isWalled(state: number): boolean {
  return state <= 0 || 1 <= state;
}

/** Sets what held cells are to 0. */
export function release(lattice: Lattice, adjoints: Float32Array): Float32Array {
  for (const cell of lattice.held) adjoints[cell] = 0;
  return adjoints;
}

/**
 * {@link eulerMaruyamaStep} backwards: from the derivative of anything with respect to the states after a step to the one with
 * respect to those before it. With a_i the adjoint of cell i, or 0 where the clip cut the step short,
 *
 *   λ_j = a_j + Σ_i c_ij·(r_i·a_i·∂(dt·f)/∂s̄_i) over the cells i that sense j, i ascending.
 *
 * @param adjoints λ after the step, 0 for held cells
 * @param sums of the drift, added to
 */
export function adjointStep(
  lattice: Lattice,
  clip: ClipDerivative,
  drift: DriftAdjoint,
  { sensed, states }: Step,
  adjoints: Float32Array,
  sums: Float32Array,
): Float32Array {
  const { first, source, sent, received } = lattice;
  const passed = adjoints.map((a, cell) => (clip === "exact" && isWalled(states[cell]!) ? 0 : a));
  const before = passed.slice();
  passed.forEach((a, cell) => {
    const pull = f32(drift.scatter(sums, sensed[cell]!, a) * received[cell]!);
    for (let edge = first[cell]!; edge < first[cell + 1]!; edge++) {
      before[source[edge]!]! += f32(sent[edge]! * pull);
    }
  });
  return release(
    lattice,
    before.map((a) => (Math.abs(a) < LEAST_ADJOINT ? 0 : a)),
  );
}
