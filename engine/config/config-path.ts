/** A place in a configuration: `["model", "dt"]`. */
export type ConfigPath = readonly (string | number)[];

/** `["model", "thresholds", 0]` → `model.thresholds.0` */
export function pathName(path: ConfigPath): string {
  return path.join(".");
}

/** Whether a value has keys: an object that is no array. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value at `path`, undefined where there is none. */
export function valueAt(input: unknown, path: ConfigPath): unknown {
  let value = input;
  for (const step of path) {
    if (typeof value !== "object" || value === null) return undefined;
    value = Object.entries(value).find(([name]) => name === step.toString())?.[1];
  }
  return value;
}
