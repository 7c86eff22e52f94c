import { checkNumber, checkTyped, F32 } from "../../kernels/check.js";
import { parameterCount } from "../../kernels/index.js";
import { checkedBy } from "../check-schema.js";
import type { Config } from "../config/config.js";
import { regulated } from "../models/models.js";
import type { GenomeSpace } from "../strategies/strategy.js";
import { drawGenome, scalesOf } from "./initial-law.js";
import { lastLayer } from "./layers.js";

const f32 = Math.fround;

/** The genomes of the regulatory networks of a configuration; fresh ones have the law that it names. @throws CellfateError `argument.invalid` */
export function networkSpace(network: Config["network"]): GenomeSpace {
  const { hidden, initial } = checkedBy(regulated.section, network, "network");
  const parameters = parameterCount(hidden);
  const { bias, end } = lastLayer(hidden);
  return {
    parameters,
    scales: scalesOf(hidden, initial),
    draw: (drawKey) => drawGenome(hidden, initial, drawKey),
    amplify: (genome, factor) => {
      checkTyped(genome, Float32Array, "genome", parameters);
      checkNumber(factor, F32, "factor");
      return genome.map((value, p) => (p >= bias && p < end ? f32(value * factor) : value));
    },
  };
}
