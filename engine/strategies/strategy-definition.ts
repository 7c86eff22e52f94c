import type * as z from "zod";
import { CellfateError } from "../../kernels/index.js";
import type { Strategy, StrategyArray, StrategyContext, StrategyState } from "./strategy.js";

/**
 * A kind of search: what a file of this folder exports and `strategies.ts` lists. Configuration, help, tables of the
 * documentation and tests are made from these.
 */
export interface StrategyDefinition<Options extends { readonly name: string }> {
  readonly name: Options["name"];
  /** For people, one line. */
  readonly summary: string;
  /** The paper that it follows. */
  readonly reference: string;
  /** Checks its section of a configuration, `name` included, and fills in defaults; every option is described. */
  readonly schema: z.ZodObject & z.ZodType<Options>;
  /** Whether it is to be told the standard errors of fitness. */
  readonly standardErrors: boolean;
  /** Individuals of a generation. */
  individuals(options: Options): number;
  /**
   * The search at its start, or going on from a saved state; the same options then lead to the same bits.
   *
   * @throws CellfateError `strategy.state` where the state does not fit
   */
  create(options: Options, context: StrategyContext, saved?: StrategyState): Strategy;
}

/** An error that says that a saved state is not one of this search. */
export function unfit(name: string, what: string): CellfateError {
  return new CellfateError({
    code: "strategy.state",
    message: `The saved state does not fit the strategy ${name}: ${what}.`,
    cure: "Go on with the configuration and the version that it was saved under.",
  });
}

/**
 * The f32 array `name` of a saved state, which must have this shape.
 *
 * @throws CellfateError `strategy.state`
 */
export function savedFloats(state: StrategyState, name: string, shape: readonly number[]): Float32Array {
  const array: StrategyArray | undefined = state.arrays[name];
  if (!(array?.data instanceof Float32Array) || array.shape.join() !== shape.join()) {
    throw unfit(state.name, `its array "${name}" is not f32 [${shape.join(", ")}]`);
  }
  return array.data;
}
