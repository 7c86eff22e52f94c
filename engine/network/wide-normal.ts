import { checkKey } from "../../kernels/random/threefry2x32.js";
import { type Key, normals, parameterCount, threefry2x32 } from "../../kernels/index.js";
import { uniform } from "../../kernels/random/normal.js";
import { layerPlaces } from "./layers.js";

const f32 = Math.fround;
/** Counters below an individual's key: normals come from stream 0, where the steps lie from stream 1. */
const NORMAL_STREAM = 0;
const PLACE_STREAM = 1;

/** Scales of the wide law, all ≥ 0. */
export interface WideScales {
  /** Standard deviation of the weights of the first layer: how steep the steps of f are along s̄. */
  readonly steepness: number;
  /** Gain of the other hidden layers: their weights have standard deviation gain / √fan-in. */
  readonly gain: number;
  /** The same of the last layer: how large f is. */
  readonly amplitude: number;
}

/** Of the biases of a layer to its gain. */
const BIAS_SHARE = 0.3;

/**
 * Standard deviations of the wide law, `[parameter]`: of the first layer's biases −w·u it is √(1/3) of the weights'.
 */
export function wideScales(
  hidden: readonly number[],
  { steepness, gain, amplitude }: WideScales,
): Float64Array {
  const scales = new Float64Array(parameterCount(hidden));
  layerPlaces(hidden).forEach(({ inputs, bias, kernel, end }, layer) => {
    const last = layer === hidden.length;
    const own = last ? amplitude : gain;
    scales.fill(layer === 0 ? steepness * Math.sqrt(1 / 3) : own * BIAS_SHARE, bias, kernel);
    scales.fill(layer === 0 ? steepness : own / Math.sqrt(inputs), kernel, end);
  });
  return scales;
}

/**
 * A fresh genome whose f has large and steep steps anywhere in [0, 1]: first layer w = steepness·ξ with bias −w·u, so that
 * unit tanh(w·(s̄ − u)) steps at a uniform u; further layers weights gain·ξ/√fan-in, biases 0.3·gain·ξ; the last layer the
 * same with `amplitude`. Evolution from LeCun-normal networks, whose f is small and gentle, stops on a plateau.
 *
 * @param drawKey the individual's own key
 * @throws CellfateError `argument.invalid`
 */
export function wideNormal(hidden: readonly number[], drawKey: Key, scales: WideScales): Float32Array {
  checkKey(drawKey, "drawKey");
  const deviations = wideScales(hidden, scales);
  const genome = normals(drawKey, deviations.length, NORMAL_STREAM);
  for (let p = 0; p < genome.length; p++) genome[p] = f32(genome[p]! * f32(deviations[p]!));
  const { bias, kernel, outputs } = layerPlaces(hidden)[0]!;
  for (let unit = 0; unit < outputs; unit++) {
    const [word] = threefry2x32(drawKey, PLACE_STREAM, unit);
    genome[bias + unit] = f32(-genome[kernel + unit]! * uniform(word));
  }
  return genome;
}
