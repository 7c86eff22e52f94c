import * as z from "zod/mini";

/** What a schema says of an option: description with unit and range, type, bounds and default. */
export type OptionDescription = z.core.JSONSchema.JSONSchema;

/** The options of a strategy by name, its own name aside, as JSON Schema. */
export function describeOptions(schema: z.ZodMiniType): Readonly<Record<string, OptionDescription>> {
  const { properties = {} } = z.toJSONSchema(schema, { io: "input" });
  return Object.fromEntries(
    Object.entries(properties).flatMap(([name, option]) =>
      name === "name" || typeof option === "boolean" ? [] : [[name, option] as const],
    ),
  );
}
