import * as z from "zod/mini";
import {
  adjointSteps,
  CLIP_DERIVATIVES,
  GRADIENT_BLOCK,
  gradientBlocks,
  type GradientBlocks,
  type PathwiseSeed,
  type ReplicateRange,
  type ScoreSeed,
} from "../../../kernels/index.js";
import { float32Schema, float64Schema } from "../../codec/array-schemas.js";
import { type Gradients, gradientsOf } from "../../gradient/gradients-of-blocks.js";
import { partOf } from "../ensemble.js";
import { ensembleRequestSchema, replicateRangeSchema } from "../ensemble-schema.js";
import { joinedRows, rowsOf } from "../replicate-rows.js";
import { stateBytes } from "../sizes.js";
import { type EnsembleTask, type TaskDefinition, taskSchemas } from "./task.js";

/** Asks for the gradient of the ensembles, from where its pass begins: arrays of all their replicates. */
interface GradientTask extends EnsembleTask<"gradient"> {
  readonly seed: PathwiseSeed | ScoreSeed;
  /** Whether variances are estimated, too: the gradient of every block of replicates then goes through the network. */
  readonly variance: boolean;
}

/** The blocks of a shard's replicates, `[individual]`. */
interface ShardGradient {
  readonly replicates: ReplicateRange;
  readonly blocks: readonly GradientBlocks[];
}

const seedSchema: z.ZodMiniType<PathwiseSeed | ScoreSeed> = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("pathwise"),
    adjoints: float32Schema,
    clip: z.enum(CLIP_DERIVATIVES),
  }),
  z.strictObject({ kind: z.literal("score"), weights: float64Schema }),
]);

const taskSchema = z
  .strictObject({
    kind: z.literal("gradient"),
    ensembles: ensembleRequestSchema,
    seed: seedSchema,
    variance: z.boolean(),
  })
  .check(
    z.refine(({ ensembles: { system, population, replicates }, seed }) => {
      const rows = population.individuals * replicates.count;
      return seed.kind === "pathwise"
        ? seed.adjoints.length === rows * system.lattice.cells
        : seed.weights.length === rows;
    }, "the seed has not one row a replicate"),
  );

/** A seed of other rows. */
function seedOf(
  seed: PathwiseSeed | ScoreSeed,
  some: <A extends Float32Array | Float64Array>(rows: A) => A,
): PathwiseSeed | ScoreSeed {
  return seed.kind === "pathwise"
    ? { ...seed, adjoints: some(seed.adjoints) }
    : { ...seed, weights: some(seed.weights) };
}

/** Gradients of a population: replicates are differentiated where they are simulated, and their sums merged in blocks. */
export const gradient: TaskDefinition<GradientTask, ShardGradient, Gradients> = {
  schemas: taskSchemas<GradientTask, ShardGradient, Gradients>(
    "gradient",
    taskSchema,
    z.strictObject({
      replicates: replicateRangeSchema,
      blocks: z.array(
        z.strictObject({ sums: float64Schema, squaredNorms: float64Schema, clipped: float64Schema }),
      ),
    }),
    z.strictObject({
      gradient: float64Schema,
      variance: float64Schema,
      adjointNorms: float64Schema,
      clipped: float64Schema,
    }),
  ),
  block: GRADIENT_BLOCK,
  replicateBytes: ({ ensembles }) => stateBytes(ensembles.system),
  part: (task, individuals, replicates) => ({
    ...task,
    ensembles: partOf(task.ensembles, individuals, replicates),
    seed: seedOf(task.seed, (rows) => rowsOf(rows, task.ensembles, individuals, replicates)),
  }),
  run: async (backend, { ensembles: { system, population, keys, replicates }, seed }) => {
    const { blocks } = await backend.differentiate({ system, ...population, keys, replicates, seed });
    return { replicates, blocks };
  },
  isPartialOf: ({ ensembles: { system, population, replicates }, seed }, partial) => {
    const count = gradientBlocks(replicates);
    const times = seed.kind === "pathwise" ? adjointSteps(system.integrator.steps).length : 0;
    return (
      partial.replicates.from === replicates.from &&
      partial.replicates.count === replicates.count &&
      partial.blocks.length === population.individuals &&
      partial.blocks.every(
        ({ sums, squaredNorms, clipped }) =>
          sums.length > 0 &&
          sums.length % count === 0 &&
          squaredNorms.length === count * times &&
          clipped.length === count,
      )
    );
  },
  merge: ({ ensembles, variance }, partials) => {
    const inOrder = partials.toSorted((a, b) => a.replicates.from - b.replicates.from);
    return gradientsOf(
      ensembles,
      inOrder.map(({ blocks }) => blocks),
      variance,
    );
  },
  join: (waves) => ({
    gradient: joinedRows(waves.map((wave) => wave.gradient)),
    variance: joinedRows(waves.map(({ variance }) => variance)),
    adjointNorms: joinedRows(waves.map(({ adjointNorms }) => adjointNorms)),
    clipped: joinedRows(waves.map(({ clipped }) => clipped)),
  }),
};
