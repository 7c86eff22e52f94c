import { BITS_PER_NAT } from "../../../kernels/index.js";
import type { CountSpectrum } from "../count-spectrum.js";
import { plugInOfSpectrum } from "./plug-in.js";

/**
 * Plug-in plus the first-order bias with the categories seen for the categories there are, in bits:
 * H + (K_obs − 1)/(2n ln 2) (Miller 1955, "Note on the bias of information estimates").
 */
export function millerMadowEntropy(spectrum: CountSpectrum): number {
  return plugInOfSpectrum(spectrum) + ((spectrum.observed - 1) / (2 * spectrum.total)) * BITS_PER_NAT;
}
