import { parameterCount } from "../../kernels/index.js";
import type { Config } from "../config/config.js";
import type { GenomeSpace } from "../strategies/strategy.js";
import { drawGenome, scalesOf } from "./initial-law.js";
import { lastLayer } from "./layers.js";

const f32 = Math.fround;

/** The genomes of the regulatory networks of a configuration; fresh ones have the law that it names. */
export function networkSpace({ hidden, initial }: Config["network"]): GenomeSpace {
  const { bias, end } = lastLayer(hidden);
  return {
    parameters: parameterCount(hidden),
    scales: scalesOf(hidden, initial),
    draw: (drawKey) => drawGenome(hidden, initial, drawKey),
    amplify: (genome, factor) =>
      genome.map((value, p) => (p >= bias && p < end ? f32(value * factor) : value)),
  };
}
