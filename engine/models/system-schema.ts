import * as z from "zod/mini";
import { CONNECTIVITY_NAMES, LIMITS, type System } from "../../kernels/index.js";
import * as models from "./models.js";

/** Checks a system that came from elsewhere: of every model, on every lattice. */
export const systemSchema: z.ZodMiniType<System> = z.strictObject({
  model: z.union(Object.values(models).map(({ spec }) => spec)),
  lattice: z.strictObject({
    connectivity: z.enum(CONNECTIVITY_NAMES),
    cells: z.int().check(z.minimum(1), z.maximum(LIMITS.cells)),
  }),
  integrator: z.strictObject({
    steps: z.int().check(z.minimum(1), z.maximum(LIMITS.steps)),
    dt: z.number().check(z.positive()),
    initialLow: z.number(),
    initialHigh: z.number(),
  }),
});
