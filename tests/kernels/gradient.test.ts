import { lastLayer } from "#engine/network/layers.js";
import { describe, expect, it } from "vitest";
import {
  lecunNormal,
  softFates,
  softMeasures,
  softMeasuresWithGradient,
  stateGradient,
} from "#engine/index.js";
import {
  CONNECTIVITY_NAMES,
  createBackend,
  foldIn,
  genomeGradient,
  type GradientBatch,
  key,
  latticeOf,
  mergeGradients,
  normals,
  type RegulatedSpec,
} from "#kernels/index.js";
import { noiseScaleOf } from "#kernels/batch.js";
import { evaluateNetwork } from "#kernels/models/regulated/network.js";
import { noiseNormal } from "#kernels/random/normal.js";
import { initialStates } from "#kernels/reference/euler-maruyama.js";
import { batchOf, evaluatedBy } from "../batches.js";
import { largestDifference } from "../support/gradient-batches.js";
import {
  type Twin,
  twinNetwork,
  twinPathwise,
  twinScore,
  twinStates,
  twinTable,
} from "../support/gradient-twin.js";

const HIDDEN = [5, 3];
const [STEPS, DT, SIGMA, REPLICATES] = [30, 0.05, 0.4, 5];
const [STEEPNESS, BANDWIDTH] = [7, 0.5];
const GENOME = centred(lecunNormal(HIDDEN, key(3)).map((weight) => 2 * weight));
const SIZES = [1, 2, 7, 33];
const EVALUATIONS = ["direct", "table"] as const;
/**
 * Of f32 against f64, in units of the largest element. direct: 30 steps of some ten roundings of 6e-8, all to one side. table: a
 * difference of two nodes is off by 2⁻²⁴ of a node, 1.5e-5 of itself where f crosses 0 within one unit of s̄, and four
 * such are allowed for.
 */
const TOLERANCE = { direct: 2e-5, table: 6e-5 };
/** Of central differences in f64, in units of the gradient's length. Measured: 5e-9; by a table, whose slope jumps, 3e-6. */
const LARGEST_ERROR = { direct: 1e-6, table: 1e-5 };
const CLIPS = ["exact", "straight-through"] as const;

const reference = await createBackend("reference");

/** A network whose f is 0 at ½, so that states meet either wall and leave it again. */
function centred(genome: Float32Array): Float32Array {
  const { bias } = lastLayer(HIDDEN);
  return genome.with(bias, genome[bias]! - evaluateNetwork(HIDDEN, genome, 0.5));
}

/** A tissue whose states begin anywhere and often meet the walls, as a batch. */
function tissue(
  cells: number,
  boundary: string,
  evaluation: RegulatedSpec["evaluation"],
): Omit<GradientBatch<RegulatedSpec>, "seed"> {
  const model = {
    cells,
    boundary,
    steps: STEPS,
    dt: DT,
    noiseStrength: SIGMA,
    initialLow: 0,
    initialHigh: 1,
  };
  return evaluatedBy(
    batchOf(model, HIDDEN, GENOME, { replicates: { from: 64, count: REPLICATES } }),
    evaluation,
  );
}

/** The same in f64, with the same random numbers. */
function twinOf(
  { system, keys, replicates }: Omit<GradientBatch<RegulatedSpec>, "seed">,
  clip: Twin["clip"],
  intervals: number,
): Twin {
  const lattice = latticeOf(system.lattice);
  const scale = noiseScaleOf(SIGMA, DT);
  const rows = Array.from({ length: replicates.count }, (_, row) => replicates.from + row);
  const network = twinNetwork(HIDDEN);
  return {
    drift: intervals === 0 ? network : twinTable(network, intervals),
    lattice,
    dt: DT,
    clip,
    initial: rows.map((r) =>
      Float64Array.from(initialStates(system.integrator, lattice.cells, keys.initialStates[0]!, r)),
    ),
    noise: rows.map((r) =>
      Array.from({ length: STEPS }, (_, step) =>
        Float64Array.from(
          { length: lattice.cells },
          (__, cell) => scale * noiseNormal(keys.noise[0]!, step, r, cell),
        ),
      ),
    ),
  };
}

const softUtility = (states: ArrayLike<number>, cells: number): number =>
  softMeasures(softFates(states, STEEPNESS), { replicates: REPLICATES, cells }, BANDWIDTH).utility;

/** ∂(soft utility)/∂(final states), `[replicate][cell]`. */
function softAdjoints(states: ArrayLike<number>, cells: number): Float64Array {
  const fates = softFates(states, STEEPNESS);
  const { gradient } = softMeasuresWithGradient(fates, { replicates: REPLICATES, cells }, BANDWIDTH);
  return stateGradient(gradient, fates, STEEPNESS);
}

const tissues = SIZES.flatMap((cells) => CONNECTIVITY_NAMES.map((boundary) => ({ cells, boundary })))
  // A pinned tissue of one or two cells has none that moves.
  .filter(({ cells, boundary }) => cells > 2 || boundary !== "pinned");

describe("the gradient's twin in f64", () => {
  const cases = EVALUATIONS.flatMap((evaluation) =>
    tissues.flatMap((one) => (evaluation === "direct" || one.cells < 33 ? [{ ...one, evaluation }] : [])),
  );
  it.each(cases)(
    "is what central differences of the soft utility come to: $cells cells, $boundary, $evaluation",
    ({ cells, boundary, evaluation }) => {
      const twin = twinOf(tissue(cells, boundary, evaluation), "exact", evaluation === "table" ? 256 : 0);
      const genome = [...GENOME];
      const gradient = twinPathwise(twin, genome, softAdjoints(twinStates(twin, genome), cells));
      const h = evaluation === "table" ? 1e-7 : 1e-6;
      const length = Math.hypot(...gradient);
      for (let direction = 0; direction < 8; direction++) {
        const towards = normals(key(direction), genome.length);
        const moved = (step: number): number[] => genome.map((p, i) => p + step * towards[i]!);
        const at = (step: number): number => softUtility(twinStates(twin, moved(step)), cells);
        const found = gradient.reduce((sum, slope, i) => sum + slope * towards[i]!, 0);
        // Roundings of U over 2h are 1e-10, and h² of the curvature less; a state that met a wall within h would show as 1e-3.
        // A table's slope changes at a node, by some hundredth; h is so small that next to no cell passes one.
        const error = Math.abs(found - (at(h) - at(-h)) / (2 * h));
        expect(error).toBeLessThan(LARGEST_ERROR[evaluation] * length * Math.hypot(...towards));
      }
    },
  );
});

describe("the gradient of the reference", () => {
  const cases = tissues.flatMap((one) => EVALUATIONS.map((evaluation) => ({ ...one, evaluation })));
  it.each(cases)(
    "is that of its twin: $cells cells, $boundary, $evaluation",
    async ({ cells, boundary, evaluation }) => {
      const batch = tissue(cells, boundary, evaluation);
      for (const clip of CLIPS) {
        const adjoints = Float32Array.from(normals(foldIn(key(5), cells), REPLICATES * cells));
        const result = await reference.differentiate({
          ...batch,
          seed: { kind: "pathwise", adjoints, clip },
        });
        const { sums } = mergeGradients([result])[0]!;
        const ours = genomeGradient(batch.system, GENOME, sums);
        const theirs = twinPathwise(twinOf(batch, clip, result.drift[0]!.intervals), [...GENOME], adjoints);
        expect(largestDifference(ours, theirs)).toBeLessThan(TOLERANCE[evaluation]);
      }
      const weights = Float64Array.from(normals(foldIn(key(6), cells), REPLICATES));
      const result = await reference.differentiate({ ...batch, seed: { kind: "score", weights } });
      const ours = genomeGradient(batch.system, GENOME, mergeGradients([result])[0]!.sums);
      const twin = twinOf(batch, "exact", result.drift[0]!.intervals);
      const theirs = twinScore(twin, [...GENOME], [...weights], noiseScaleOf(SIGMA, DT) ** 2);
      expect(largestDifference(ours, theirs)).toBeLessThan(TOLERANCE[evaluation]);
    },
  );
});
