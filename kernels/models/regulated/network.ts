import { checkArray, checkInteger } from "../../check.js";
import { LIMITS } from "../../limits.js";
import { tanh } from "../../math/f32.js";

const f32 = Math.fround;

/**
 * @throws CellfateError `argument.invalid` unless `hidden` is the sizes of at most 8 hidden layers, each 1 … 256; without any
 * a network is affine
 */
export function checkHidden(hidden: readonly number[], where: string): void {
  checkArray(hidden, [0, LIMITS.hiddenLayers], where);
  hidden.forEach((size, layer) => {
    checkInteger(size, [1, LIMITS.hiddenSize], `${where}[${layer}]`);
  });
}

/** Number of parameters of a network with one input, one output and these hidden layers. @throws CellfateError `argument.invalid` */
export function parameterCount(hidden: readonly number[]): number {
  checkHidden(hidden, "hidden");
  let count = 0;
  let inputs = 1;
  for (const outputs of [...hidden, 1]) {
    count += outputs + inputs * outputs;
    inputs = outputs;
  }
  return count;
}

/**
 * f(x) of a regulatory network, in f32: per layer a_j ← tanh(b_j + Σ_i a_i·w_ij), the last without tanh.
 * The sum starts with the bias and runs over i in order.
 *
 * @param genome `[parameter]`; per layer the bias, then the kernel `[in][out]`
 */
export function evaluateNetwork(hidden: readonly number[], genome: Float32Array, x: number): number {
  let activations: number[] = [x];
  let offset = 0;
  const layers = [...hidden, 1];
  layers.forEach((outputs, layer) => {
    const kernel = offset + outputs;
    const next: number[] = [];
    for (let j = 0; j < outputs; j++) {
      let sum = genome[offset + j]!;
      for (let i = 0; i < activations.length; i++) {
        sum = f32(sum + f32(activations[i]! * genome[kernel + i * outputs + j]!));
      }
      next.push(layer < layers.length - 1 ? tanh(sum) : sum);
    }
    offset = kernel + activations.length * outputs;
    activations = next;
  });
  return activations[0]!;
}

/**
 * df/dx of a regulatory network, in f64: the derivative of {@link evaluateNetwork} carried forward through the layers,
 * with tanh′ = 1 − tanh².
 *
 * @param genome `[parameter]`, as for {@link evaluateNetwork}
 */
export function networkDerivative(hidden: readonly number[], genome: Float32Array, x: number): number {
  let values: number[] = [x];
  let slopes: number[] = [1];
  let offset = 0;
  const layers = [...hidden, 1];
  layers.forEach((outputs, layer) => {
    const kernel = offset + outputs;
    const [nextValues, nextSlopes]: [number[], number[]] = [[], []];
    for (let j = 0; j < outputs; j++) {
      let value = genome[offset + j]!;
      let slope = 0;
      for (let i = 0; i < values.length; i++) {
        const weight = genome[kernel + i * outputs + j]!;
        value += values[i]! * weight;
        slope += slopes[i]! * weight;
      }
      const activation = layer < layers.length - 1 ? tanh(value) : value;
      nextValues.push(activation);
      nextSlopes.push(layer < layers.length - 1 ? slope * (1 - activation * activation) : slope);
    }
    offset = kernel + values.length * outputs;
    [values, slopes] = [nextValues, nextSlopes];
  });
  return slopes[0]!;
}
