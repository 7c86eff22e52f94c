import { exp, log } from "../../kernels/index.js";
import { type AdamState, adamInit, adamUpdate } from "../gradient/adam.js";
import { clippedByNorm } from "../gradient/clip-norm.js";
import { settingsIn } from "../gradient/curriculum.js";
import { freshGenomes } from "./fresh-genomes.js";
import { type GradientOptions, gradientOptions } from "./gradient-options.js";
import { genomeOf, rankByFitness, type StrategyContext } from "./strategy.js";
import type { StrategyDefinition } from "./strategy-definition.js";
import { checkContents, savedArray, type StrategyState } from "./strategy-state.js";

/** A genome on its way, `[parameter]`, with its optimiser. */
interface Start {
  readonly point: Float64Array;
  readonly adam: AdamState;
  /** The best fitness it had, and after how many generations of the search. */
  best: number;
  bettered: number;
}

const ARRAYS = [
  "points",
  "first",
  "second",
  "momentumPowers",
  "squareMomentumPowers",
  "best",
  "bettered",
] as const;

/** A start that has not moved, drawn as that individual of that generation. */
function freshStart(context: StrategyContext, generation: number, individual: number): Start {
  const fresh = freshGenomes(context, generation, individual + 1);
  return {
    point: Float64Array.from(genomeOf(fresh, individual)),
    adam: adamInit(context.space.parameters),
    best: -Infinity,
    bettered: generation,
  };
}

/** @throws CellfateError `strategy.state` */
function restored(saved: StrategyState, individuals: number, parameters: number): Start[] {
  checkContents(saved, "gradient", ARRAYS, []);
  const matrix = (name: string): Float64Array =>
    savedArray(saved, name, Float64Array, [individuals, parameters]);
  const column = (name: string): Float64Array => savedArray(saved, name, Float64Array, [individuals]);
  const [points, first, second] = [matrix("points"), matrix("first"), matrix("second")];
  const [momentumPowers, squareMomentumPowers] = [column("momentumPowers"), column("squareMomentumPowers")];
  const [best, bettered] = [column("best"), column("bettered")];
  return Array.from({ length: individuals }, (_, i) => {
    const row = (rows: Float64Array): Float64Array => rows.slice(i * parameters, (i + 1) * parameters);
    return {
      point: row(points),
      adam: {
        first: row(first),
        second: row(second),
        powers: { momentumPower: momentumPowers[i]!, squareMomentumPower: squareMomentumPowers[i]! },
      },
      best: best[i]!,
      bettered: bettered[i]!,
    };
  });
}

/** The state of {@link restored}. */
function saved(starts: readonly Start[], generation: number, parameters: number): StrategyState {
  const matrix = (row: (start: Start) => Float64Array): StrategyState["arrays"][string] => ({
    shape: [starts.length, parameters],
    data: Float64Array.from(starts.flatMap((start) => [...row(start)])),
  });
  const column = (value: (start: Start) => number): StrategyState["arrays"][string] => ({
    shape: [starts.length],
    data: Float64Array.from(starts, value),
  });
  return {
    name: "gradient",
    generation,
    arrays: {
      points: matrix(({ point }) => point),
      first: matrix(({ adam }) => adam.first),
      second: matrix(({ adam }) => adam.second),
      momentumPowers: column(({ adam }) => adam.powers.momentumPower),
      squareMomentumPowers: column(({ adam }) => adam.powers.squareMomentumPower),
      best: column(({ best }) => best),
      bettered: column(({ bettered }) => bettered),
    },
    numbers: {},
  };
}

/**
 * Moves a start up its gradient, which may be NaN: it then stays. Parameters, and so the gradient, are in units of their
 * scales.
 */
function climb(
  { point, adam }: Start,
  gradient: Float64Array,
  scales: Float64Array,
  options: GradientOptions,
  learningRate: number,
): void {
  const slopes = gradient.map((slope, p) => slope * scales[p]!);
  if (!slopes.every(Number.isFinite)) return;
  const clipped = options.clipNorm === null ? slopes : clippedByNorm(slopes, options.clipNorm);
  adamUpdate({ ...options, learningRate }, adam, clipped).forEach((move, p) => {
    point[p]! += scales[p]! * move;
  });
}

/**
 * Training by gradients: every individual is a start of its own, which Adam moves up the gradient of its utility; one
 * that is stuck is drawn afresh.
 *
 * @see Brückner & Tkačik, PNAS 121(23) (2024); Kingma & Ba, ICLR (2015), algorithm 1; docs/gradients.md
 */
export const gradient: StrategyDefinition<GradientOptions> = {
  name: "gradient",
  summary: "training by gradients: Adam from several starts, pathwise or by the score function",
  reference: "Kingma & Ba, ICLR (2015); Glynn, CACM 33 (1990)",
  schema: gradientOptions,
  standardErrors: false,
  gradient: (options, generation) => settingsIn(options, options.curriculum, generation),
  individuals: ({ population }) => population,
  grown: (options, _, factor) => ({ ...options, population: Math.trunc(options.population * factor) }),
  create: (options, context, from) => {
    const { population, patience, tolerance, halfLife } = options;
    const { parameters, scales } = context.space;
    let generation = from?.generation ?? 0;
    const starts =
      from === undefined
        ? Array.from({ length: population }, (_, i) => freshStart(context, 0, i))
        : restored(from, population, parameters);
    return {
      name: "gradient",
      ask: () => ({
        individuals: population,
        genomes: Float32Array.from(starts.flatMap(({ point }) => [...point])),
      }),
      tell: ({ fitness, gradient: told }) => {
        const rate = halfLife === null ? 1 : exp((-generation / halfLife) * log(2));
        generation += 1;
        starts.forEach((start, i) => {
          if (fitness[i]! > start.best + tolerance) [start.best, start.bettered] = [fitness[i]!, generation];
          const own = told?.subarray(i * parameters, (i + 1) * parameters);
          if (own !== undefined) climb(start, own, scales, options, rate * options.learningRate);
        });
        const [leader] = rankByFitness(starts.map(({ best }) => best));
        starts.forEach(({ bettered }, i) => {
          if (patience !== null && generation - bettered >= patience && i !== leader)
            starts[i] = freshStart(context, generation, i);
        });
      },
      save: () => saved(starts, generation, parameters),
    };
  },
};
