import { checkKey } from "../../kernels/random/threefry2x32.js";
import { boxMuller, type Key, parameterCount, threefry2x32 } from "../../kernels/index.js";
import { layerPlaces } from "./layers.js";

const f32 = Math.fround;
/** Standard deviation of a standard normal truncated at ±2. */
const TRUNCATED_DEVIATION = 0.87962566;

/** A standard normal truncated at ±2: the first of the draws (attempt, index), attempt = 0, 1, …, that is within. */
function truncatedNormal(drawKey: Key, index: number): number {
  for (let attempt = 0; ; attempt++) {
    const [normal] = boxMuller(...threefry2x32(drawKey, attempt, index));
    if (Math.abs(normal) <= 2) return normal;
  }
}

/** Standard deviations of the LeCun-normal law, `[parameter]`; of the biases, which start at 0, those of their layer's weights. */
export function lecunScales(hidden: readonly number[]): Float64Array {
  const scales = new Float64Array(parameterCount(hidden));
  for (const { inputs, bias, end } of layerPlaces(hidden)) scales.fill(1 / Math.sqrt(inputs), bias, end);
  return scales;
}

/**
 * A fresh genome: biases 0, weights LeCun-normal, that is normal with variance 1 / fan-in, truncated at two
 * standard deviations (before truncation 1 / (0.87962566·√fan-in)).
 *
 * @param drawKey the individual's own key; parameter p uses the counters (attempt, p)
 * @see LeCun, Bottou, Orr & Müller, "Efficient BackProp" (1998), §4.6; `jax.nn.initializers.lecun_normal`
 * @throws CellfateError `argument.invalid`
 */
export function lecunNormal(hidden: readonly number[], drawKey: Key): Float32Array {
  checkKey(drawKey, "drawKey");
  const genome = new Float32Array(parameterCount(hidden));
  for (const { inputs, kernel, end } of layerPlaces(hidden)) {
    const deviation = f32(1 / (TRUNCATED_DEVIATION * Math.sqrt(inputs)));
    for (let p = kernel; p < end; p++) genome[p] = f32(deviation * truncatedNormal(drawKey, p));
  }
  return genome;
}
