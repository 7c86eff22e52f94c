import * as z from "zod/mini";
import { type DriftSummary, GRADIENT_BLOCK, layoutOf, type ReplicateRange } from "../../../kernels/index.js";
import { float32Schema, uint32Schema } from "../../codec/array-schemas.js";
import { driftSummarySchema, ensembleRequestSchema, replicateRangeSchema } from "../ensemble-schema.js";
import { joinedRows, rowsOfShards } from "../replicate-rows.js";
import { stateBytes } from "../sizes.js";
import { cutByEnsembles, type EnsembleTask, type TaskDefinition, taskSchemas } from "./task.js";

/** How the replicates of each individual end. */
export interface FinalStates {
  /** `[individual]` */
  readonly drift: readonly DriftSummary[];
  /** Packed, `[individual][replicate][word]`. */
  readonly patterns: Uint32Array;
  /** `[individual][replicate][cell]` */
  readonly states: Float32Array;
}

/** Those of a shard. */
interface ShardStates extends FinalStates {
  readonly replicates: ReplicateRange;
}

const finalStates = {
  drift: z.array(driftSummarySchema),
  patterns: uint32Schema,
  states: float32Schema,
};

/** The states that replicates end in, and the patterns: what a gradient begins from. */
export const states: TaskDefinition<EnsembleTask<"states">, ShardStates, FinalStates> = {
  schemas: taskSchemas<EnsembleTask<"states">, ShardStates, FinalStates>(
    "states",
    z.strictObject({ kind: z.literal("states"), ensembles: ensembleRequestSchema }),
    z.strictObject({ ...finalStates, replicates: replicateRangeSchema }),
    z.strictObject(finalStates),
  ),
  ...cutByEnsembles<EnsembleTask<"states">>(),
  // As a gradient is, which may go on from what a worker has kept of a shard.
  block: GRADIENT_BLOCK,
  replicateBytes: ({ ensembles }) => stateBytes(ensembles.system),
  run: async (backend, { ensembles: { system, population, keys, replicates } }) => {
    const batch = { system, ...population, keys, replicates, output: "states" } as const;
    const { drift, patterns, states: last } = await backend.simulate(batch);
    return { drift, patterns, states: last, replicates };
  },
  isPartialOf: ({ ensembles: { system, population, replicates } }, partial) => {
    const rows = population.individuals * replicates.count;
    return (
      partial.replicates.from === replicates.from &&
      partial.replicates.count === replicates.count &&
      partial.drift.length === population.individuals &&
      partial.patterns.length === rows * layoutOf(system).wordsPerPattern &&
      partial.states.length === rows * system.lattice.cells
    );
  },
  merge: ({ ensembles: { population, replicates } }, partials) => {
    const whole = <A extends Float32Array | Uint32Array>(rowsOf: (partial: ShardStates) => A): A =>
      rowsOfShards(
        partials.map((partial) => ({ replicates: partial.replicates, rows: rowsOf(partial) })),
        population.individuals,
        replicates,
      );
    return {
      drift: partials[0]!.drift,
      patterns: whole(({ patterns }) => patterns),
      states: whole((partial) => partial.states),
    };
  },
  join: (waves) => ({
    drift: waves.flatMap(({ drift }) => drift),
    patterns: joinedRows(waves.map(({ patterns }) => patterns)),
    states: joinedRows(waves.map((wave) => wave.states)),
  }),
};
