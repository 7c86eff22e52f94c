import { checkFunction, checkTyped } from "../../kernels/check.js";
import { parameterCount } from "../../kernels/index.js";
import { evaluateNetwork } from "../../kernels/models/regulated/network.js";

/** A point of rest of ds/dt = f(s) for a cell whose neighbours are like it. */
export interface Zero {
  readonly at: number;
  /** Stable where f falls through 0: a cell displaced with its neighbours comes back. */
  readonly stable: boolean;
}

const SCAN_INTERVALS = 4096;
const BISECTIONS = 40;

/**
 * The zeros of f on [0, 1], ascending, where it changes sign between two points of a grid of 4096 intervals; a
 * stretch on which f is 0 counts once, at its middle, if the sign changes across it.
 *
 * @throws CellfateError `argument.invalid`
 */
export function zerosOf(f: (x: number) => number): Zero[] {
  checkFunction(f, "f");
  const zeros: Zero[] = [];
  let lastSign = 0;
  let lastAt = 0;
  for (let i = 0; i <= SCAN_INTERVALS; i++) {
    const at = i / SCAN_INTERVALS;
    const sign = Math.sign(f(at));
    if (sign === 0 || Number.isNaN(sign)) continue;
    if (lastSign !== 0 && sign !== lastSign) {
      zeros.push({ at: bisect(f, lastAt, at), stable: sign < 0 });
    }
    lastSign = sign;
    lastAt = at;
  }
  return zeros;
}

function bisect(f: (x: number) => number, from: number, to: number): number {
  const sign = Math.sign(f(from));
  let [low, high] = [from, to];
  for (let i = 0; i < BISECTIONS; i++) {
    const middle = (low + high) / 2;
    const here = Math.sign(f(middle));
    if (here === 0) return middle;
    if (here === sign) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** The regulatory function of a genome, f32 in and out. @throws CellfateError `argument.invalid` */
export function regulationOf(hidden: readonly number[], genome: Float32Array): (x: number) => number {
  checkTyped(genome, Float32Array, "genome", parameterCount(hidden));
  return (x) => evaluateNetwork(hidden, genome, Math.fround(x));
}
