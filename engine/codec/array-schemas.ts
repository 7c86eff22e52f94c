import * as z from "zod/mini";

/*
 * Typed arrays in messages: unpacking gives them whole. z.instanceof would ask for arrays over an ArrayBuffer, which
 * the science does not care about.
 */

/** Numbers of f32. */
export const float32Schema: z.ZodMiniType<Float32Array> = z.custom<Float32Array>(
  (value) => value instanceof Float32Array,
  "expected f32 numbers",
);

/** Numbers of f64. */
export const float64Schema: z.ZodMiniType<Float64Array> = z.custom<Float64Array>(
  (value) => value instanceof Float64Array,
  "expected f64 numbers",
);

/** Numbers of u32. */
export const uint32Schema: z.ZodMiniType<Uint32Array> = z.custom<Uint32Array>(
  (value) => value instanceof Uint32Array,
  "expected u32 numbers",
);
