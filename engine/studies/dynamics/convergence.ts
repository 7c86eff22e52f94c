import { log } from "../../../kernels/math/f64.js";
import type { Regulator } from "../../analysis/regulator-spec.js";
import { ensembleConditions, soloPopulation } from "../../evaluation/ensemble.js";
import { flattenNetwork } from "../../network/flat-genome.js";
import { freshKeys } from "../../random/draw-keys.js";
import { type Laboratory, presetWith, sized, tanhRegulator, under } from "../laboratory.js";
import { momentsOf } from "../moments.js";

/** A moment of the state at a time step, beside what theory says of it. */
export interface MomentAtStep {
  readonly dt: number;
  readonly moment: number;
  readonly standardError: number;
  /** Of the scheme at this time step. */
  readonly predicted: number;
}

/** The order of a scheme: the power of dt that its error grows with. */
export interface Order {
  readonly order: number;
  readonly standardError: number;
}

/** How a moment converges to that of the equation. */
export interface Convergence {
  /** Of the equation itself, dt → 0. */
  readonly exact: number;
  readonly steps: readonly MomentAtStep[];
  readonly order: Order;
  /** Of what theory says of the scheme, fitted in the same way. */
  readonly predictedOrder: number;
}

/** What a single cell that senses itself is simulated under. */
const ALONE = { noiseStrength: 0.3, duration: 4 };
/** f(s) = −pull·(s − ½): the cell stays far from 0 and 1. */
const PULL = 5;
/** f(s) = −push: the cell is pressed against 0. */
const PUSH = 1;
const INSIDE_STEPS = [0.08, 0.04, 0.02, 0.01, 0.005];
const WALL_STEPS = [0.01, 0.005, 0.0025, 0.00125, 0.000625];

/** −ζ(½)/√(2π), ¼ and −ζ(−½)/(2√(2π)): the mean of the maximum of a Gaussian random walk with drift, Chang & Peres (1997). */
const WALK = [0.5825971579390106, 0.25, 0.0414677] as const;

/** Variance of Euler–Maruyama for ds = −k·(s − ½) dt + σ dW, and of the equation at dt = 0. */
export function varianceInside(dt: number): number {
  const { noiseStrength: sigma } = ALONE;
  return (sigma * sigma) / (2 * PULL - PULL * PULL * dt);
}

/**
 * Mean of the clipped scheme for ds = −μ dt + σ dW at s ≥ 0, to third order in √dt, and of the equation at dt = 0: the state is
 * the maximum of a random walk, which misses what Brownian motion does between its steps.
 */
export function meanAtWall(dt: number): number {
  const { noiseStrength: sigma } = ALONE;
  const scale = sigma * Math.sqrt(dt);
  const drift = (PUSH * Math.sqrt(dt)) / sigma;
  return (sigma * sigma) / (2 * PUSH) + scale * (-WALK[0] + WALK[1] * drift - WALK[2] * drift * drift);
}

/** The slope of ln |error| over ln dt, by least squares with the weights (error / standard error)². */
export function orderOf(exact: number, steps: readonly MomentAtStep[]): Order {
  const points = steps.map(({ dt, moment, standardError }) => {
    const error = Math.abs(moment - exact);
    return { x: log(dt), y: log(error), weight: (error / standardError) * (error / standardError) };
  });
  const sum = (of: (point: (typeof points)[number]) => number): number =>
    points.reduce((so, point) => so + point.weight * of(point), 0);
  const all = sum(() => 1);
  const [x, y] = [sum((point) => point.x) / all, sum((point) => point.y) / all];
  const spread = sum((point) => (point.x - x) * (point.x - x));
  return {
    order: sum((point) => (point.x - x) * (point.y - y)) / spread,
    standardError: Math.sqrt(1 / spread),
  };
}

/** f of the cell at the wall: a network whose output is its last bias. */
function constantRegulator(value: number): Pick<Regulator, "hidden" | "genome"> {
  const none = { bias: [0], kernel: [[0]] };
  return { hidden: [1], genome: flattenNetwork([none, { ...none, bias: [value] }]) };
}

/** A tanh is a line where its gain is so small. */
const SMALL_GAIN = 0.01;

/** The last states of replicates of a cell that senses itself. */
async function lastStates(
  { evaluate }: Laboratory,
  { hidden, genome }: Pick<Regulator, "hidden" | "genome">,
  dt: number,
  replicates: number,
  draw: number,
): Promise<Float32Array> {
  const config = presetWith("lateral-inhibition", { model: { cells: 1, ...ALONE, dt } });
  const { states } = await evaluate({
    kind: "states",
    ensembles: {
      ...ensembleConditions(under(config, { hidden }), freshKeys(config.seed, "evaluate", draw)),
      population: soloPopulation(genome),
      replicates: { from: 0, count: replicates },
    },
  });
  return states;
}

/** The variance of a cell that stays inside, and the mean of one at a wall, at finer and finer time steps, each with draws of its own. */
export async function convergences(
  laboratory: Laboratory,
): Promise<{ readonly inside: Convergence; readonly wall: Convergence }> {
  const replicates = sized(laboratory, { inside: 400_000, wall: 40_000 }, { inside: 100_000, wall: 8000 });
  const line = tanhRegulator(SMALL_GAIN, 0.5, PULL / SMALL_GAIN);
  const inside: MomentAtStep[] = [];
  for (const [i, dt] of INSIDE_STEPS.entries()) {
    const states = await lastStates(laboratory, line, dt, replicates.inside, i);
    const { variance } = momentsOf(states);
    // Of the variance of a normal sample, as the states of a linear equation are.
    const standardError = variance * Math.sqrt(2 / (states.length - 1));
    inside.push({ dt, moment: variance, standardError, predicted: varianceInside(dt) });
  }
  const wall: MomentAtStep[] = [];
  for (const [i, dt] of WALL_STEPS.entries()) {
    const states = await lastStates(laboratory, constantRegulator(-PUSH), dt, replicates.wall, i);
    const { mean, variance } = momentsOf(states);
    const standardError = Math.sqrt(variance / states.length);
    wall.push({ dt, moment: mean, standardError, predicted: meanAtWall(dt) });
  }
  const converging = (exact: number, steps: readonly MomentAtStep[]): Convergence => ({
    ...{ exact, steps },
    order: orderOf(exact, steps),
    predictedOrder: orderOf(
      exact,
      steps.map((step) => ({ ...step, moment: step.predicted })),
    ).order,
  });
  return { inside: converging(varianceInside(0), inside), wall: converging(meanAtWall(0), wall) };
}
