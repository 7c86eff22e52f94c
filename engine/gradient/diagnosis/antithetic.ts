import { type Key, normals } from "../../../kernels/index.js";
import type { Evaluate } from "../../evaluation/tasks/evaluate.js";
import type { ScoreTask } from "../../evaluation/tasks/score.js";
import { individualKey } from "../../random/draw-keys.js";
import type { GenomeSpace } from "../../strategies/strategy.js";
import type { MeasuredGradient } from "../combine.js";

/** How far the pairs are from the genome, in units of the space's scales: what `openai-es` does by default. */
const STEP = 0.02;

/**
 * The gradient of the utility without any derivative: the mean over random directions ε of ε·(U(θ + step·ε) − U(θ − step·ε)) /
 * (2·step), on the same random numbers. Of so few pairs as there are parameters or fewer it is a projection onto their
 * directions: a yardstick, whose cosine with the gradient is about √(pairs / (pairs + parameters)) at best.
 *
 * @param task whose one individual is differentiated
 * @param key of the directions
 * @see Salimans, Ho, Chen, Sidor & Sutskever, arXiv:1703.03864, §2.1
 */
export async function antitheticGradient(
  task: Omit<ScoreTask, "kind">,
  { parameters, scales }: GenomeSpace,
  pairs: number,
  key: Key,
  evaluate: Evaluate,
): Promise<MeasuredGradient> {
  const { genomes: origin } = task.ensembles.population;
  const directions = Array.from({ length: pairs }, (_, k) =>
    Float64Array.from(normals(individualKey(key, k), parameters)),
  );
  const moved = directions.flatMap((direction) =>
    [STEP, -STEP].map((step) => origin.map((value, p) => value + step * scales[p]! * direction[p]!)),
  );
  const genomes = new Float32Array(moved.length * parameters);
  moved.forEach((genome, row) => genomes.set(genome, row * parameters));
  const population = { individuals: moved.length, genomes };
  const { fitness } = await evaluate({
    ...task,
    kind: "score",
    ensembles: { ...task.ensembles, population },
  });
  const slopes = directions.map((direction, k) => {
    const rise = (fitness[2 * k]! - fitness[2 * k + 1]!) / (2 * STEP);
    return direction.map((z, p) => (Number.isFinite(rise) ? (rise * z) / scales[p]! : 0));
  });
  const gradient = new Float64Array(parameters);
  for (const slope of slopes) slope.forEach((value, p) => (gradient[p]! += value / pairs));
  const squares = slopes.reduce(
    (sum, slope) =>
      sum + slope.reduce((within, value, p) => within + (value - gradient[p]!) * (value - gradient[p]!), 0),
    0,
  );
  return { gradient, variance: pairs < 2 ? NaN : squares / (pairs * (pairs - 1)) };
}
