import type { Boundary, Model } from "../backend.js";
import { noiseNormal, uniform } from "../random/normal.js";
import { type Key, threefry2x32 } from "../random/threefry2x32.js";

const f32 = Math.fround;

/** The index of the cell that `cell` sees to its left (`side` −1) or right (+1); see {@link Boundary}. */
function neighbour(cell: number, side: -1 | 1, cells: number, boundary: Boundary): number {
  const index = cell + side;
  if (index >= 0 && index < cells) return index;
  if (cells === 1) return 0;
  return boundary === "periodic" ? (index + cells) % cells : cell - side;
}

/** s̄ of every cell: (left + right)·½, an end cell of an `open` or `pinned` line its one neighbour. */
function neighbourAverages(states: Float32Array, boundary: Boundary): Float32Array {
  return states.map((_, cell) => {
    const left = states[neighbour(cell, -1, states.length, boundary)]!;
    const right = states[neighbour(cell, 1, states.length, boundary)]!;
    return f32(f32(left + right) * 0.5);
  });
}

/** The initial states of one replicate, uniform on [initialLow, initialHigh]. */
export function initialStates(model: Model, drawKey: Key, replicate: number): Float32Array {
  const low = f32(model.initialLow);
  const width = f32(f32(model.initialHigh) - low);
  return Float32Array.from({ length: model.cells }, (_, cell) =>
    f32(low + f32(width * uniform(threefry2x32(drawKey, cell, replicate)[0]))),
  );
}

/**
 * One Euler–Maruyama step of one replicate: s_i ← clip(s_i + f(s̄_i)·dt + σ·√dt·ξ, 0, 1), all s̄ from the
 * states before the step; then a pinned line's ends are set to 0. A NaN stays NaN.
 *
 * Converges to the diffusion reflected at 0 and 1: with weak order 1 away from the walls, ½ at them, where the
 * clip acts as if the wall lay 0.58·σ√dt further out (measured in tests/statistics/weak-order.test.ts). Hence
 * dt is a part of the model.
 *
 * @param increment dt·f as a function of s̄
 * @see Brückner & Tkačik, PNAS 121(23) e2322326121 (2024)
 */
export function eulerMaruyamaStep(
  model: Model,
  states: Float32Array,
  increment: (average: number) => number,
  noiseKey: Key,
  replicate: number,
  step: number,
): Float32Array {
  const scale = f32(model.noiseStrength * Math.sqrt(model.dt));
  const averages = neighbourAverages(states, model.boundary);
  const next = states.map((state, cell) => {
    const noise = f32(scale * noiseNormal(noiseKey, step, replicate, cell));
    const moved = f32(f32(state + increment(averages[cell]!)) + noise);
    const floored = moved < 0 ? 0 : moved;
    return 1 < floored ? 1 : floored;
  });
  if (model.boundary === "pinned") {
    next[0] = 0;
    next[next.length - 1] = 0;
  }
  return next;
}
