/** The regulatory network for four inputs at once, evaluated in every step; see ../network.ts. */
import { tanh } from "../../../wasm/assembly/math-f32";
import { advance, Lattice } from "../../../wasm/assembly/sweep";

/** One neuron for four lanes: b_j + Σ_i a_i·w_ij, i in order. */
// @ts-ignore: decorator
@inline
function neuron(activations: usize, inputs: i32, bias: usize, kernel: usize, stride: usize): v128 {
  let sum = v128.load32_splat(bias);
  for (let i = 0; i < inputs; i++) {
    sum = f32x4.add(sum, f32x4.mul(v128.load(activations), v128.load32_splat(kernel)));
    activations += 16;
    kernel += stride;
  }
  return sum;
}

/** Four neurons j … j + 3 at once, so that their sums do not wait for each other. */
// @ts-ignore: decorator
@inline
function fourNeurons(
  activations: usize,
  inputs: i32,
  bias: usize,
  kernel: usize,
  stride: usize,
  out: usize,
): void {
  let s0 = v128.load32_splat(bias, 0);
  let s1 = v128.load32_splat(bias, 4);
  let s2 = v128.load32_splat(bias, 8);
  let s3 = v128.load32_splat(bias, 12);
  for (let i = 0; i < inputs; i++) {
    const a = v128.load(activations);
    s0 = f32x4.add(s0, f32x4.mul(a, v128.load32_splat(kernel, 0)));
    s1 = f32x4.add(s1, f32x4.mul(a, v128.load32_splat(kernel, 4)));
    s2 = f32x4.add(s2, f32x4.mul(a, v128.load32_splat(kernel, 8)));
    s3 = f32x4.add(s3, f32x4.mul(a, v128.load32_splat(kernel, 12)));
    activations += 16;
    kernel += stride;
  }
  v128.store(out, tanh(s0), 0);
  v128.store(out, tanh(s1), 16);
  v128.store(out, tanh(s2), 32);
  v128.store(out, tanh(s3), 48);
}

/** A network as ../place.ts writes it. */
@unmanaged
export class NetworkDrift {
  dt: f32;
  /** f32 `[parameter]` */
  genome: usize;
  /** i32 `[hiddenLayers]`, sizes. */
  hidden: usize;
  hiddenLayers: i32;
  /** Room for two layers of activations, f32 `[2][widest][lane]`. */
  scratch: usize;
  /** Size of the widest layer. */
  widest: i32;

  @inline
  scale(weight: f32): f32 {
    return weight;
  }

  @inline
  increment(_state: v128, sensed: v128): v128 {
    return f32x4.mul(f32x4.splat(this.dt), this.evaluate(sensed));
  }

  /** f(x) for four x. */
  evaluate(x: v128): v128 {
    let genome = this.genome;
    let activations = this.scratch;
    let next = activations + ((<usize>this.widest) << 4);
    let inputs = 1;
    v128.store(activations, x);
    for (let layer = 0; layer < this.hiddenLayers; layer++) {
      const outputs = load<i32>(this.hidden + ((<usize>layer) << 2));
      const stride = (<usize>outputs) << 2;
      const kernel = genome + stride;
      let j = 0;
      for (; j + 4 <= outputs; j += 4) {
        const at = (<usize>j) << 2;
        fourNeurons(activations, inputs, genome + at, kernel + at, stride, next + (at << 2));
      }
      for (; j < outputs; j++) {
        const at = (<usize>j) << 2;
        v128.store(next + (at << 2), tanh(neuron(activations, inputs, genome + at, kernel + at, stride)));
      }
      genome = kernel + stride * inputs;
      inputs = outputs;
      const swap = activations;
      activations = next;
      next = swap;
    }
    return neuron(activations, inputs, genome, genome + 4, 4);
  }
}

/** Advances a block with a {@link NetworkDrift}; see {@link advance}. */
export function advanceNetwork(
  drift: usize,
  lattice: usize,
  states: usize,
  next: usize,
  noise: usize,
  steps: i32,
): void {
  advance(changetype<NetworkDrift>(drift), changetype<Lattice>(lattice), states, next, noise, steps);
}
