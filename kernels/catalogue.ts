import type { ModelSpec } from "./batch.js";
import { checkObject, checkString } from "./check.js";
import { CellfateError } from "./errors.js";
import { CONNECTIVITIES, type Connectivity } from "./lattice.js";
import type { Model, ModelAdjoint } from "./models/model.js";
import * as models from "./models/models.js";

/** The models and connectivities that a backend knows, by name. */
export interface Catalogue {
  readonly models: Readonly<Record<string, Model>>;
  readonly connectivities: Readonly<Record<string, Connectivity>>;
}

/** All models and connectivities of this package. */
export const CATALOGUE: Catalogue = {
  models: Object.fromEntries(Object.values(models).map((model) => [model.name, model])),
  connectivities: CONNECTIVITIES,
};

/**
 * The model that `spec` names.
 *
 * @throws CellfateError `model.unknown`, `argument.invalid`
 */
export function modelOf(catalogue: Catalogue, spec: ModelSpec): Model {
  checkObject(catalogue, "catalogue");
  checkObject(catalogue.models, "catalogue.models");
  checkObject(spec, "model");
  const [known, { name }] = [catalogue.models, spec];
  checkString(name, "model.name");
  const model = Object.hasOwn(known, name) ? known[name] : undefined;
  if (model !== undefined) return model;
  throw new CellfateError({
    code: "model.unknown",
    message: `There is no model "${name}"`,
    where: "model.name",
    cure: `Known: ${Object.keys(known).join(", ")}.`,
  });
}

/**
 * How the model that `spec` names is differentiated.
 *
 * @throws CellfateError `gradient.unsupported` where it is not; `model.unknown`, `argument.invalid`
 */
export function modelAdjointOf(catalogue: Catalogue, spec: ModelSpec): ModelAdjoint {
  const { name, adjoint } = modelOf(catalogue, spec);
  if (adjoint !== null) return adjoint;
  throw new CellfateError({
    code: "gradient.unsupported",
    message: `The model "${name}" has no gradient`,
    where: "model.name",
    cure: "Train it with a strategy that needs none.",
  });
}
