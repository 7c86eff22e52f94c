/** Where a layer of a flat genome lies: its biases, then its kernel `[input][output]`. */
export interface LayerPlace {
  readonly inputs: number;
  readonly outputs: number;
  /** Index of the first bias, of the first weight, and of what comes after the layer. */
  readonly bias: number;
  readonly kernel: number;
  readonly end: number;
}

/** Where the last layer lies. */
export function lastLayer(hidden: readonly number[]): LayerPlace {
  return layerPlaces(hidden)[hidden.length]!;
}

/**
 * The layers of a flat genome, in order.
 *
 * @param hidden sizes of the hidden layers; one input and one output are understood
 */
export function layerPlaces(hidden: readonly number[]): LayerPlace[] {
  const places: LayerPlace[] = [];
  let [bias, inputs] = [0, 1];
  for (const outputs of [...hidden, 1]) {
    const kernel = bias + outputs;
    const end = kernel + inputs * outputs;
    places.push({ inputs, outputs, bias, kernel, end });
    [bias, inputs] = [end, outputs];
  }
  return places;
}
