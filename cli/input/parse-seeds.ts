import { CellfateError, LIMITS } from "../../engine/index.js";

/** Seeds that a comparison may have. */
const MOST_SEEDS = 10_000;

/**
 * Seeds as a text lists them: `1..20`, `3,5,8`, or both, `1..5,9`; a number may be written `1e4`.
 *
 * @param where the text stands
 * @throws CellfateError `usage.seeds`
 */
export function parseSeeds(text: string, where: string): readonly number[] {
  const refuse = (message: string): CellfateError =>
    new CellfateError({ code: "usage.seeds", message, where, cure: "For example 1..20, or 3,5,8." });
  const seeds: number[] = [];
  for (const part of text.split(",")) {
    const [, first = "", last = first] = /^\s*(\d+(?:e\d+)?)(?:\.\.(\d+(?:e\d+)?))?\s*$/i.exec(part) ?? [];
    const [from, to] = [Number(first), Number(last)];
    if (first === "" || from > to || to > LIMITS.seed) {
      throw refuse(`Expected seeds 0 … 2³² − 1 in ascending ranges or a list, got "${text}"`);
    }
    if (seeds.length + to - from >= MOST_SEEDS)
      throw refuse(`Expected at most ${MOST_SEEDS} seeds, got "${text}"`);
    for (let seed = from; seed <= to; seed++) seeds.push(seed);
  }
  if (new Set(seeds).size < seeds.length) throw refuse(`Expected every seed once, got "${text}"`);
  return seeds;
}
