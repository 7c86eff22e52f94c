import { CellfateError } from "../../kernels/index.js";

/** Numbers of a strategy's state. */
export interface StrategyArray {
  /** Lengths of its dimensions, row-major; their product is the length of the data. */
  readonly shape: readonly number[];
  readonly data: Float32Array | Float64Array;
}

/**
 * All that a strategy needs to go on from, as plain numbers and arrays by name. Whoever keeps it, a checkpoint or a
 * message, does not know what they mean: the strategy alone writes and reads them.
 */
export interface StrategyState {
  /** Name of the strategy. */
  readonly name: string;
  /** The generation that `ask` gives. */
  readonly generation: number;
  readonly arrays: Readonly<Record<string, StrategyArray>>;
  /** −0 counts as 0. */
  readonly numbers: Readonly<Record<string, number>>;
}

function unfit({ name }: StrategyState, what: string): CellfateError {
  return new CellfateError({
    code: "strategy.state",
    message: `The saved state of the strategy "${name}" does not fit: ${what}.`,
    where: "state",
    cure: "Go on with the configuration and the version that it was saved under.",
  });
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? "none" : names.toSorted().join(", ");
}

/**
 * Refuses a state of another strategy, and one that holds other arrays or numbers than these.
 *
 * @throws CellfateError `strategy.state`
 */
export function checkContents(
  state: StrategyState,
  strategy: string,
  arrays: readonly string[],
  numbers: readonly string[],
): void {
  if (state.name !== strategy) throw unfit(state, `it is not of "${strategy}"`);
  const held = [listed(Object.keys(state.arrays)), listed(Object.keys(state.numbers))] as const;
  if (held[0] !== listed(arrays)) throw unfit(state, `its arrays are ${held[0]}, not ${listed(arrays)}`);
  if (held[1] !== listed(numbers)) throw unfit(state, `its numbers are ${held[1]}, not ${listed(numbers)}`);
}

/**
 * The number `name` of a state, a whole one.
 *
 * @throws CellfateError `strategy.state` where it is none of 0 … `most`
 */
export function savedCount(state: StrategyState, name: string, most: number): number {
  const count = state.numbers[name];
  if (count === undefined || !Number.isInteger(count) || count < 0 || count > most) {
    throw unfit(state, `its number "${name}" is none of 0 … ${most}`);
  }
  return count;
}

/**
 * The array `name` of a state.
 *
 * @param type of its numbers, `Float32Array` or `Float64Array`
 * @throws CellfateError `strategy.state` where it is missing or has another type or shape
 */
export function savedArray<A extends StrategyArray["data"]>(
  state: StrategyState,
  name: string,
  type: new (length: number) => A,
  shape: readonly number[],
): A {
  const array = state.arrays[name];
  const size = shape.reduce((product, length) => product * length, 1);
  if (!(array?.data instanceof type) || array.shape.join() !== shape.join() || array.data.length !== size) {
    throw unfit(state, `its array "${name}" is not ${type.name} [${shape.join(", ")}]`);
  }
  return array.data;
}
