import { CellfateError } from "../../engine/index.js";

/**
 * A whole number `least` … `most` from an option.
 *
 * @throws CellfateError `usage.number`
 */
export function parseCount(text: string, option: string, most: number, least = 1): number {
  const value = Number(text);
  if (text.trim() === "" || !Number.isInteger(value) || value < least || value > most) {
    throw new CellfateError({
      code: "usage.number",
      message: `${option}: expected a whole number ${least} … ${most}, got "${text}"`,
      where: `${option} ${text}`,
      cure: `For example ${option} ${Math.min(most, 100)}`,
    });
  }
  return value;
}
