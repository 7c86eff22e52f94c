import { en } from "zod/locales";
import * as z from "zod/mini";
import { CellfateError } from "../kernels/index.js";

// What issues say is in English: zod/mini leaves the language open.
z.config(en());

/**
 * An argument of many parts, as its schema reads it: with defaults filled in where the schema has any.
 *
 * @param where what the argument is called
 * @throws CellfateError `argument.invalid` with the first part that is wrong
 */
export function checkedBy<T>(schema: z.core.$ZodType<T>, value: unknown, where: string): T {
  const result = z.safeParse(schema, value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const at = (issue?.path ?? []).reduce<string>(
    (path, step) => (typeof step === "number" ? `${path}[${step}]` : `${path}.${step.toString()}`),
    where,
  );
  throw new CellfateError({
    code: "argument.invalid",
    message: `${at}: ${issue?.message ?? "not what is expected"}`,
    where: at,
    cure: `Pass ${at} as its type and its documentation say.`,
  });
}
