import { tanh } from "../../math/f32.js";

/** How results are rounded: `Math.fround`, or not at all. */
export type Round = (x: number) => number;

/** The activations of every layer of a network, from the input on; see `evaluateNetwork`. */
function activationsOf(layers: readonly number[], genome: Float32Array, x: number, round: Round): number[][] {
  const activations = [[x]];
  let offset = 0;
  layers.forEach((outputs, layer) => {
    const inputs = activations[layer]!;
    const kernel = offset + outputs;
    const next: number[] = [];
    for (let j = 0; j < outputs; j++) {
      let sum = genome[offset + j]!;
      for (let i = 0; i < inputs.length; i++) {
        sum = round(sum + round(inputs[i]! * genome[kernel + i * outputs + j]!));
      }
      next.push(layer < layers.length - 1 ? tanh(sum) : sum);
    }
    offset = kernel + inputs.length * outputs;
    activations.push(next);
  });
  return activations;
}

/**
 * Adds weight·∂f(x)/∂p to `gradient` for every parameter p of a regulatory network, by reverse mode.
 *
 * @param genome `[parameter]`, as for `evaluateNetwork`
 * @param gradient `[parameter]`, added to
 * @param round of every operation but the sums into `gradient`, which its type rounds
 * @returns weight·∂f/∂x
 */
export function backpropagate(
  hidden: readonly number[],
  genome: Float32Array,
  x: number,
  weight: number,
  gradient: Float32Array | Float64Array,
  round: Round,
): number {
  const layers = [...hidden, 1];
  const activations = activationsOf(layers, genome, x, round);
  let end = genome.length;
  /** weight·∂f/∂(what the tanh of this layer takes). */
  let deltas = [weight];
  for (let layer = layers.length - 1; layer >= 0; layer--) {
    const outputs = layers[layer]!;
    const inputs = activations[layer]!;
    const kernel = end - inputs.length * outputs;
    const before = inputs.map((input, i) => {
      let sum = 0;
      for (let j = 0; j < outputs; j++) {
        gradient[kernel + i * outputs + j]! += round(input * deltas[j]!);
        sum = round(sum + round(genome[kernel + i * outputs + j]! * deltas[j]!));
      }
      return layer === 0 ? sum : round(sum * round(1 - round(input * input)));
    });
    deltas.forEach((delta, j) => (gradient[kernel - outputs + j]! += delta));
    end = kernel - outputs;
    deltas = before;
  }
  return deltas[0]!;
}
