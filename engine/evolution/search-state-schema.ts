import * as z from "zod/mini";
import { checkInteger, checkObject } from "../../kernels/check.js";
import { LIMITS, parameterCount } from "../../kernels/index.js";
import { checkedBy } from "../check-schema.js";
import { float32Schema } from "../codec/array-schemas.js";
import type { Config } from "../config/config.js";
import { strategyStateSchema } from "../strategies/strategy-schema.js";
import { mostReplicatesOf } from "./scoring-plan.js";
import type { SearchState } from "./search-state.js";

/** How far a search has come, apart from its strategy and its candidates. */
export const progressSchema: z.ZodMiniType<Omit<SearchState, "strategy" | "candidates">> = z.strictObject({
  generation: z.int().check(z.minimum(0), z.maximum(LIMITS.generations)),
  // Before the first generation there is no best one.
  bestSoFar: z.strictObject({
    fitness: z.union([z.number(), z.literal(-Infinity)]),
    generation: z.int().check(z.minimum(0)),
  }),
  lastBest: z.nullable(z.number()),
  verified: z.optional(z.nullable(z.number())),
  replicates: z.optional(z.int().check(z.minimum(1), z.maximum(LIMITS.replicates))),
  cellSteps: z.number().check(z.minimum(0)),
  seconds: z.number().check(z.minimum(0)),
});

/**
 * What the strategy's state means the strategy alone can judge; all else of it has to fit the configuration.
 *
 * @throws CellfateError `argument.invalid` unless `state` is one of a search with this configuration
 */
export function checkSearchState(state: SearchState, config: Config, where: string): void {
  checkObject(state, where);
  const { strategy, candidates, ...progress } = state;
  const { generation } = checkedBy(strategyStateSchema, strategy, `${where}.strategy`);
  checkInteger(progress.generation, [generation, generation], `${where}.generation`);
  checkedBy(progressSchema, progress, where);
  if (progress.replicates !== undefined) {
    const { replicates: least } = config.evaluation;
    checkInteger(progress.replicates, [least, mostReplicatesOf(config)], `${where}.replicates`);
  }
  const parameters = parameterCount(config.network.hidden);
  const candidate = z.strictObject({
    genome: float32Schema.check(
      z.refine(({ length }) => length === parameters, `expected ${parameters} numbers`),
    ),
    fitness: z.number(),
    generation: z.int().check(z.minimum(0)),
  });
  checkedBy(
    z.array(candidate).check(z.maxLength(config.champion.candidates)),
    candidates,
    `${where}.candidates`,
  );
}
