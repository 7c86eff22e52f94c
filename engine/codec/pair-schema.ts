import * as z from "zod";

/** Two values of one kind; z.tuple would bring 3 kB into a browser's bundle. */
export function pairSchema<T>(value: z.ZodType<T>): z.ZodType<[T, T]> {
  return z
    .array(value)
    .length(2)
    .transform((pair): [T, T] => [pair[0]!, pair[1]!]);
}
