import { fitTanh, type TanhFit } from "./fit-tanh.js";
import { regulationOf, type Zero, zerosOf } from "./regulation-curve.js";

/** What a regulatory function looks like. */
export interface RegulationShape {
  /** The closest −a·tanh(b·(s̄ − c)); null where f is not finite or is 0 throughout. */
  readonly fit: TanhFit | null;
  /** Where f changes its sign on [0, 1], ascending. */
  readonly zeros: readonly Zero[];
}

/** The shape of the regulatory function of a genome. @throws CellfateError `argument.invalid` */
export function regulationShape(hidden: readonly number[], genome: Float32Array): RegulationShape {
  const f = regulationOf(hidden, genome);
  return { fit: fitTanh(f), zeros: zerosOf(f) };
}
