import { CellfateError } from "../../engine/index.js";

/**
 * A finite number > 0 from an option.
 *
 * @throws CellfateError `usage.number`
 */
export function parsePositive(text: string, option: string): number {
  const value = Number(text);
  if (!(value > 0 && value < Infinity)) {
    throw new CellfateError({
      code: "usage.number",
      message: `${option}: expected a number above 0, got "${text}"`,
      where: `${option} ${text}`,
      cure: `For example ${option} 0.5`,
    });
  }
  return value;
}
