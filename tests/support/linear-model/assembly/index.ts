/** f = a + b·s + c·s̄ for four replicates at once; see ../linear.ts. */
import { advance, Lattice } from "../../../../kernels/wasm/assembly/sweep";

/** As ../linear.ts writes it. */
@unmanaged
class LinearDrift {
  dt: f32;
  a: f32;
  b: f32;
  c: f32;

  @inline
  scale(weight: f32): f32 {
    return weight;
  }

  @inline
  increment(state: v128, sensed: v128): v128 {
    const own = f32x4.add(f32x4.splat(this.a), f32x4.mul(f32x4.splat(this.b), state));
    return f32x4.mul(f32x4.splat(this.dt), f32x4.add(own, f32x4.mul(f32x4.splat(this.c), sensed)));
  }
}

/** Advances a block with a {@link LinearDrift}; see {@link advance}. */
export function advanceLinear(
  drift: usize,
  lattice: usize,
  states: usize,
  next: usize,
  noise: usize,
  steps: i32,
): void {
  advance(changetype<LinearDrift>(drift), changetype<Lattice>(lattice), states, next, noise, steps);
}
