import type { System } from "./batch.js";
import { type Catalogue, CATALOGUE, modelAdjointOf } from "./catalogue.js";

/**
 * The gradient with respect to the genome, `[parameter]`, of the sums of an individual: linear in these.
 *
 * @param system what was simulated
 * @param genome `[parameter]`
 * @param sums of {@link mergeGradients}
 * @throws CellfateError `gradient.unsupported`
 */
export function genomeGradient(
  system: System,
  genome: Float32Array,
  sums: Float64Array,
  catalogue: Catalogue = CATALOGUE,
): Float64Array {
  const { model, integrator } = system;
  return modelAdjointOf(catalogue, model).genomeGradient(model, integrator, genome, sums);
}
