import { CellfateError } from "../../engine/index.js";

/**
 * A whole number 1 … `most` from an option.
 *
 * @throws CellfateError `usage.number`
 */
export function parseCount(text: string, option: string, most: number): number {
  const value = Number(text);
  if (text.trim() === "" || !Number.isInteger(value) || value < 1 || value > most) {
    throw new CellfateError({
      code: "usage.number",
      message: `${option}: expected a whole number 1 … ${most}, got "${text}"`,
      where: `${option} ${text}`,
      cure: `For example ${option} ${Math.min(most, 100)}`,
    });
  }
  return value;
}
