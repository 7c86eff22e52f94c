import * as z from "zod/mini";

/**
 * A key of a configuration that may be left out.
 *
 * @param initial its value then
 * @param description what it is, with unit and range, so that "<key> is the <description>." is a sentence
 */
export function option<T extends z.core.SomeType>(
  schema: T,
  initial: z.core.util.NoUndefined<z.core.output<T>>,
  description: string,
): z.ZodMiniDefault<T> {
  return z._default(schema, initial).check(z.describe(description));
}
