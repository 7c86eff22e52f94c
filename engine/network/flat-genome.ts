import { checkArray, checkNumberArray, checkNumbers, checkObject, F32 } from "../../kernels/check.js";
import { CellfateError, LIMITS, parameterCount } from "../../kernels/index.js";

/** One layer of a regulatory network: out_j = bias_j + Σ_i in_i·kernel_ij. */
export interface Layer {
  /** `[out]` */
  readonly bias: readonly number[];
  /** `[in][out]` */
  readonly kernel: readonly (readonly number[])[];
}

/**
 * A network as one row of f32 parameters, in the order in which Flax flattens it: per layer the bias, then the
 * kernel `[in][out]`, row-major.
 *
 * @throws CellfateError `argument.invalid` where a kernel does not fit the layers beside it, or a number is none of f32
 */
export function flattenNetwork(layers: readonly Layer[]): Float32Array {
  checkArray(layers, [2, LIMITS.hiddenLayers + 1], "layers");
  let inputs = 1;
  layers.forEach((layer, l) => {
    checkObject(layer, `layers[${l}]`);
    const { bias, kernel } = layer;
    checkArray(bias, l < layers.length - 1 ? [1, LIMITS.hiddenSize] : [1, 1], `layers[${l}].bias`);
    checkNumbers(bias, F32, `layers[${l}].bias`);
    checkArray(kernel, [inputs, inputs], `layers[${l}].kernel`);
    kernel.forEach((row, i) => {
      checkNumbers(row, F32, `layers[${l}].kernel[${i}]`, bias.length);
    });
    inputs = bias.length;
  });
  return Float32Array.from(layers.flatMap(({ bias, kernel }) => [...bias, ...kernel.flat()]));
}

/**
 * The layers of a flat genome.
 *
 * @param hidden sizes of the hidden layers; one input and one output are understood
 * @throws CellfateError `network.shape` when the genome has another number of parameters; `argument.invalid`
 */
export function unflattenNetwork(hidden: readonly number[], genome: ArrayLike<number>): Layer[] {
  checkNumberArray(genome, "genome");
  if (genome.length !== parameterCount(hidden)) {
    throw new CellfateError({
      code: "network.shape",
      message: `A network with hidden layers (${hidden.join(", ")}) has ${parameterCount(hidden)} parameters, got ${genome.length}`,
      where: "genome",
      cure: "Give the hidden sizes that the genome was made with.",
    });
  }
  let offset = 0;
  const take = (count: number): number[] => {
    const values = Array.from({ length: count }, (_, i) => genome[offset + i]!);
    offset += count;
    return values;
  };
  const sizes = [...hidden, 1];
  return sizes.map((outputs, layer) => {
    const inputs = layer === 0 ? 1 : sizes[layer - 1]!;
    const bias = take(outputs);
    return { bias, kernel: Array.from({ length: inputs }, () => take(outputs)) };
  });
}
