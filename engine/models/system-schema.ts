import * as z from "zod";
import { CONNECTIVITY_NAMES, LIMITS, type System } from "../../kernels/index.js";
import * as models from "./models.js";

/** Checks a system that came from elsewhere: of every model, on every lattice. */
export const systemSchema: z.ZodType<System> = z.strictObject({
  model: z.union(Object.values(models).map(({ spec }) => spec)),
  lattice: z.strictObject({
    connectivity: z.enum(CONNECTIVITY_NAMES),
    cells: z.int().min(1).max(LIMITS.cells),
  }),
  integrator: z.strictObject({
    steps: z.int().min(1).max(LIMITS.steps),
    dt: z.number().positive(),
    initialLow: z.number(),
    initialHigh: z.number(),
  }),
});
