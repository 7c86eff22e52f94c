import { parameterCount } from "../../kernels/index.js";
import type { GenomeSpace } from "../strategies/strategy.js";
import { lecunNormal, lecunScales } from "./lecun-normal.js";

/** The genomes of regulatory networks with these hidden layers; fresh ones are LeCun-normal. */
export function networkSpace(hidden: readonly number[]): GenomeSpace {
  return {
    parameters: parameterCount(hidden),
    scales: lecunScales(hidden),
    draw: (drawKey) => lecunNormal(hidden, drawKey),
  };
}
