import { tanh } from "../../math/f32.js";

/** How results are rounded: `Math.fround`, or not at all. */
export type Round = (x: number) => number;

/**
 * Adds weight·∂f(x)/∂p to `gradient` for every parameter p, `[parameter]`.
 *
 * @returns weight·∂f/∂x
 */
export type Backpropagate = (x: number, weight: number, gradient: Float32Array | Float64Array) => number;

/** A layer of a network, and where its parameters lie. */
interface Layer {
  readonly bias: number;
  /** `[input][output]` */
  readonly kernel: number;
  /** What it takes, and what comes of it. */
  readonly inputs: Float64Array;
  readonly outputs: Float64Array;
  /** weight·∂f/∂(what the tanh of this layer takes), and of the one before it, or of x. */
  readonly deltas: Float64Array;
  readonly before: Float64Array;
}

/** The layers from the input on, with room for what goes through them. */
function layersOf(hidden: readonly number[]): Layer[] {
  const sizes = [1, ...hidden, 1];
  const activations = sizes.map((size) => new Float64Array(size));
  const deltas = sizes.map((size) => new Float64Array(size));
  let bias = 0;
  return sizes.slice(1).map((size, layer) => {
    const own = {
      bias,
      kernel: bias + size,
      inputs: activations[layer]!,
      outputs: activations[layer + 1]!,
      deltas: deltas[layer + 1]!,
      before: deltas[layer]!,
    };
    bias = own.kernel + own.inputs.length * size;
    return own;
  });
}

/**
 * A regulatory network by reverse mode, its room used again from call to call.
 *
 * @param genome `[parameter]`, as for `evaluateNetwork`
 * @param round of every operation but the sums into a gradient, which its type rounds
 */
export function backpropagation(
  hidden: readonly number[],
  genome: Float32Array,
  round: Round,
): Backpropagate {
  const layers = layersOf(hidden);
  const [first, last] = [layers[0]!, layers[layers.length - 1]!];

  const forwards = ({ bias, kernel, inputs, outputs }: Layer, isLast: boolean): void => {
    for (let j = 0; j < outputs.length; j++) {
      let sum = genome[bias + j]!;
      for (let i = 0; i < inputs.length; i++) {
        sum = round(sum + round(inputs[i]! * genome[kernel + i * outputs.length + j]!));
      }
      outputs[j] = isLast ? sum : tanh(sum);
    }
  };

  const backwards = (layer: Layer, gradient: Float32Array | Float64Array): void => {
    const { bias, kernel, inputs, deltas, before } = layer;
    for (let i = 0; i < inputs.length; i++) {
      const input = inputs[i]!;
      const row = kernel + i * deltas.length;
      let sum = 0;
      for (let j = 0; j < deltas.length; j++) {
        gradient[row + j]! += round(input * deltas[j]!);
        sum = round(sum + round(genome[row + j]! * deltas[j]!));
      }
      before[i] = layer === first ? sum : round(sum * round(1 - round(input * input)));
    }
    for (let j = 0; j < deltas.length; j++) gradient[bias + j]! += deltas[j]!;
  };

  return (x, weight, gradient) => {
    first.inputs[0] = x;
    for (const layer of layers) forwards(layer, layer === last);
    last.deltas[0] = weight;
    for (let layer = layers.length - 1; layer >= 0; layer--) backwards(layers[layer]!, gradient);
    return first.before[0]!;
  };
}
