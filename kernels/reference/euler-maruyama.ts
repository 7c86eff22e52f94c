import type { Integrator } from "../batch.js";
import type { Lattice } from "../lattice.js";
import type { Drift } from "../models/model.js";
import { noiseNormal, uniform } from "../random/normal.js";
import { type Key, threefry2x32 } from "../random/threefry2x32.js";

const f32 = Math.fround;

/** s̄ of every cell: s̄_i = r_i · Σ_e c_e·s_e over its edges in order. */
function sensedStates(states: Float32Array, { first, source, sent, received }: Lattice): Float32Array {
  return states.map((_, cell) => {
    const [from, end] = [first[cell]!, first[cell + 1]!];
    let sum = f32(sent[from]! * states[source[from]!]!);
    for (let edge = from + 1; edge < end; edge++) sum = f32(sum + f32(sent[edge]! * states[source[edge]!]!));
    return f32(received[cell]! * sum);
  });
}

/** The initial states of one replicate, uniform on [initialLow, initialHigh]. */
export function initialStates(
  { initialLow, initialHigh }: Integrator,
  cells: number,
  drawKey: Key,
  replicate: number,
): Float32Array {
  const low = f32(initialLow);
  const width = f32(f32(initialHigh) - low);
  return Float32Array.from({ length: cells }, (_, cell) =>
    f32(low + f32(width * uniform(threefry2x32(drawKey, cell, replicate)[0]))),
  );
}

/** A step of one replicate, and what it was made of; `[cell]` each. */
export interface Step {
  /** s̄, of the states before the step. */
  readonly sensed: Float32Array;
  /** σ·√dt·ξ */
  readonly noise: Float32Array;
  /** The states after the step. */
  readonly states: Float32Array;
}

/**
 * One Euler–Maruyama step of one replicate: s_i ← clip(s_i + f(s_i, s̄_i)·dt + σ·√dt·ξ, 0, 1), all s̄ from the
 * states before the step; then the held cells are set to 0. A NaN stays NaN.
 *
 * Converges to the diffusion reflected at 0 and 1: with weak order 1 away from the walls, ½ at them, where the
 * clip acts as if the wall lay 0.58·σ√dt further out (measured in tests/statistics/weak-order.test.ts). Hence
 * dt is a part of the model.
 *
 * @param increment dt·f
 * @param noiseScale {@link noiseScaleOf}
 * @see Brückner & Tkačik, PNAS 121(23) e2322326121 (2024)
 */
export function eulerMaruyamaStep(
  lattice: Lattice,
  states: Float32Array,
  increment: Drift,
  noiseScale: number,
  noiseKey: Key,
  replicate: number,
  step: number,
): Step {
  const sensed = sensedStates(states, lattice);
  const noise = states.map((_, cell) => noiseScale * noiseNormal(noiseKey, step, replicate, cell));
  const next = states.map((state, cell) => {
    const moved = f32(f32(state + increment(state, sensed[cell]!)) + noise[cell]!);
    const floored = moved < 0 ? 0 : moved;
    return 1 < floored ? 1 : floored;
  });
  for (const cell of lattice.held) next[cell] = 0;
  return { sensed, noise, states: next };
}
