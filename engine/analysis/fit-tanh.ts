import { checkFunction } from "../../kernels/check.js";
import { tanh } from "./tanh.js";

/** f(s̄) ≈ −amplitude·tanh(gain·(s̄ − centre)), gain > 0. */
export interface TanhFit {
  readonly amplitude: number;
  readonly gain: number;
  readonly centre: number;
  /** Root mean square of what is left, in the units of f. */
  readonly residual: number;
}

const POINTS = 257;
const STARTING_GAINS = [2, 10, 40];
const STARTING_CENTRES = [0.2, 0.5, 0.8];
const STEPS = 60;
const LARGEST_GAIN = 1000;

type Parameters = readonly [amplitude: number, gain: number, centre: number];

function sumOfSquares(xs: readonly number[], ys: readonly number[], [a, b, c]: Parameters): number {
  return xs.reduce((sum, x, i) => {
    const left = ys[i]! + a * tanh(b * (x - c));
    return sum + left * left;
  }, 0);
}

/** The solution of a 3 × 3 linear system by Cramer's rule, or undefined where it is singular. */
function solve(m: readonly (readonly number[])[], v: readonly number[]): number[] | undefined {
  const determinant = (rows: readonly (readonly number[])[]): number => {
    const [[a, b, c], [d, e, f], [g, h, i]] = rows as [number[], number[], number[]] as [
      [number, number, number],
      [number, number, number],
      [number, number, number],
    ];
    return a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
  };
  const whole = determinant(m);
  if (!Number.isFinite(whole) || Math.abs(whole) < 1e-300) return undefined;
  return [0, 1, 2].map(
    (column) => determinant(m.map((row, r) => row.map((value, c) => (c === column ? v[r]! : value)))) / whole,
  );
}

/** The normal equations of a step at some parameters: JᵀJ, and Jᵀ times what is left, J being the derivative of the fit. */
function normalEquations(
  xs: readonly number[],
  ys: readonly number[],
  [a, b, c]: Parameters,
): readonly [normal: readonly (readonly number[])[], gradient: readonly number[]] {
  const normal = [
    [0, 0, 0],
    [0, 0, 0],
    [0, 0, 0],
  ];
  const gradient = [0, 0, 0];
  const row = [0, 0, 0];
  // Loops, as this is most of what a small search computes in its main thread.
  for (let i = 0; i < xs.length; i++) {
    const x = xs[i]!;
    const t = tanh(b * (x - c));
    const slope = a * (1 - t * t);
    row[0] = -t;
    row[1] = -slope * (x - c);
    row[2] = slope * b;
    const left = ys[i]! + a * t;
    for (let j = 0; j < 3; j++) {
      gradient[j]! += row[j]! * left;
      for (let k = 0; k < 3; k++) normal[j]![k]! += row[j]! * row[k]!;
    }
  }
  return [normal, gradient];
}

/** Levenberg–Marquardt from one start (Marquardt 1963): steps that do not improve are damped and tried again. */
function descend(xs: readonly number[], ys: readonly number[], start: Parameters): [Parameters, number] {
  let best = start;
  let error = sumOfSquares(xs, ys, best);
  let damping = 1e-3;
  let [normal, gradient] = normalEquations(xs, ys, best);
  for (let step = 0; step < STEPS; step++) {
    const damped = normal.map((row, j) =>
      row.map((value, k) => (j === k ? value * (1 + damping) + 1e-12 : value)),
    );
    const move = solve(damped, gradient);
    if (move === undefined) break;
    const [a, b, c] = best;
    const [da, db, dc] = move as [number, number, number];
    const next: Parameters = [a + da, Math.min(b + db, LARGEST_GAIN), c + dc];
    const nextError = sumOfSquares(xs, ys, next);
    if (nextError < error) {
      best = next;
      error = nextError;
      damping /= 10;
      [normal, gradient] = normalEquations(xs, ys, best);
    } else damping *= 10;
  }
  return [best, error];
}

/**
 * The least-squares fit of −a·tanh(b·(s̄ − c)) to f on 257 points of [0, 1], the best of eighteen starts; null where f
 * is not finite or is 0 throughout.
 *
 * @throws CellfateError `argument.invalid`
 */
export function fitTanh(f: (x: number) => number): TanhFit | null {
  checkFunction(f, "f");
  const xs = Array.from({ length: POINTS }, (_, i) => i / (POINTS - 1));
  const ys = xs.map(f);
  const largest = Math.max(...ys.map(Math.abs));
  if (!Number.isFinite(largest) || largest === 0) return null;
  const starts = STARTING_GAINS.flatMap((gain) =>
    STARTING_CENTRES.map((c): Parameters => [largest, gain, c]),
  );
  const [[a, b, c], error] = starts
    .flatMap(([amplitude, gain, centre]) => [amplitude, -amplitude].map((s): Parameters => [s, gain, centre]))
    .map((start) => descend(xs, ys, start))
    .reduce((best, other) => (other[1] < best[1] ? other : best));
  const sign = b < 0 ? -1 : 1;
  return { amplitude: sign * a, gain: sign * b, centre: c, residual: Math.sqrt(error / POINTS) };
}
