import * as z from "zod";
import type { StrategyState } from "../strategies/strategy-state.js";
import { packArray, packedArraySchema, type PackedArray, unpackArray } from "./sections.js";

/** A strategy's state as a section has it. */
interface StrategySection extends Pick<StrategyState, "name" | "generation" | "numbers"> {
  readonly arrays: Readonly<Record<string, PackedArray>>;
}

/** Checks the shape of a strategy's section; what it means only the strategy can judge. */
export const strategySectionSchema: z.ZodType<StrategySection> = z.strictObject({
  name: z.string().max(100),
  generation: z.int().min(0),
  arrays: z.record(z.string().max(100), packedArraySchema),
  // NaN and ±∞ too.
  numbers: z.record(
    z.string().max(100),
    z.custom<number>((value) => typeof value === "number", "expected a number"),
  ),
});

/** `record` with every value replaced. */
function mapValues<A, B>(record: Readonly<Record<string, A>>, change: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]));
}

/** The section of a strategy's state. */
export function strategySection(state: StrategyState): StrategySection {
  return { ...state, arrays: mapValues(state.arrays, packArray) };
}

/**
 * The state that a section holds.
 *
 * @throws CellfateError `checkpoint.damaged`
 */
export function strategyStateOf(section: StrategySection): StrategyState {
  return { ...section, arrays: mapValues(section.arrays, unpackArray) };
}
