import * as z from "zod";
import { isRecord } from "../config/config-path.js";
import type { StrategyState } from "../strategies/strategy-state.js";
import { hashOf } from "./configuration-hash.js";
import { type PackedArray, packedArraySchema, unpackArray } from "./sections.js";

/** Format v1, which had one strategy, (μ+λ), and all keys of `search` side by side. It stays readable for ever. */
interface StrategySectionV1 {
  readonly generation: number;
  readonly population: PackedArray;
}

/** Checks the section of the strategy. */
export const strategySectionSchemaV1: z.ZodType<StrategySectionV1> = z.strictObject({
  generation: z.int().min(0),
  population: packedArraySchema,
});

/** The state as that strategy writes it today. */
export function strategyStateOfV1({ generation, population }: StrategySectionV1): StrategyState {
  return { name: "mu-plus-lambda", generation, arrays: { genomes: unpackArray(population) }, numbers: {} };
}

const STOPPING_RULES = ["generations", "target", "patience", "maxSeconds"];

/** The hash as v1 took it: of the whole configuration, as written, but for `run` and the stopping rules. */
export function configurationHashV1({ run: _run, ...written }: Record<string, unknown>): string {
  const { search } = written;
  const kept = Object.entries(isRecord(search) ? search : {}).filter(
    ([name]) => !STOPPING_RULES.includes(name),
  );
  return hashOf({ ...written, search: Object.fromEntries(kept) });
}
