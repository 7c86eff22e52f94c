import type * as z from "zod/mini";
import type { GradientSettings } from "../gradient/gradient-settings.js";
import type { Strategy, StrategyContext } from "./strategy.js";
import type { StrategyState } from "./strategy-state.js";

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
  readonly schema: z.ZodMiniObject & z.ZodMiniType<Options>;
  /** Whether it is to be told the standard errors of fitness, which take time to compute. */
  readonly standardErrors: boolean;
  /**
   * The gradient that it is to be told of a generation; absent where it is told fitness alone.
   *
   * @param generation of the search, counted from 0
   */
  gradient?(options: Options, generation: number): GradientSettings;
  /** Individuals of its largest generation. @param parameters of a genome */
  individuals(options: Options, parameters: number): number;
  /**
   * The same options for generations `factor` ≥ 1 times as large, rounded down.
   *
   * @param parameters of a genome
   */
  grown(options: Options, parameters: number, factor: number): Options;
  /**
   * The search at its start, or going on from a saved state; the same options then lead to the same bits.
   *
   * @throws CellfateError `strategy.state` where the state does not fit
   */
  create(options: Options, context: StrategyContext, saved?: StrategyState): Strategy;
}
