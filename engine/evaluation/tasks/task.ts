import * as z from "zod/mini";
import type { Backend, ReplicateRange } from "../../../kernels/index.js";
import { type EnsembleRequest, type IndividualRange, partOf } from "../ensemble.js";
import { BLOCK_REPLICATES } from "../shards.js";

/** What all tasks have: which kind it is, and the ensembles that it asks about. */
export interface EnsembleTask<Kind extends string = string> {
  readonly kind: Kind;
  readonly ensembles: EnsembleRequest;
}

/** Checks an object of type `T`, of which one key can tell it from others. */
export type ObjectSchema<T> = z.ZodMiniType<T> & z.core.$ZodTypeDiscriminable;

/** The data of a task as messages carry them; what answers a task names its kind, too. */
export interface TaskSchemas<Task extends EnsembleTask, Partial, Result> {
  readonly task: ObjectSchema<Task>;
  readonly partial: ObjectSchema<{ readonly kind: Task["kind"]; readonly partial: Partial }>;
  readonly outcome: ObjectSchema<{ readonly kind: Task["kind"]; readonly result: Result }>;
}

/**
 * A kind of task: something that is asked about the ensembles of a population. It is done wave after wave; the
 * replicates of a wave are cut into shards, each done by one worker, and the partial results of the shards are merged
 * into the wave's result. How it is cut changes no bit of the result.
 */
export interface TaskDefinition<Task extends EnsembleTask, Partial, Result> {
  readonly schemas: TaskSchemas<Task, Partial, Result>;
  /** Shards begin at whole multiples of so many replicates. */
  readonly block: number;
  /** Bytes that a replicate takes beside its pattern, so that what is held at once is bounded. */
  replicateBytes(task: Task): number;
  /** The part of a task that is about some individuals and replicates of it. */
  part(task: Task, individuals: IndividualRange, replicates: ReplicateRange): Task;
  /** What a worker does with a shard. */
  run(backend: Backend, shard: Task): Promise<Partial>;
  /** Whether a partial result has the shape and the sums that its shard asks for. */
  isPartialOf(shard: Task, partial: Partial): boolean;
  /** The result of a wave from the partial results of all its shards, in any order. */
  merge(wave: Task, partials: readonly Partial[]): Result;
  /** The result of a task from those of all its waves, in order. */
  join(results: readonly Result[]): Result;
}

/** What a task is cut by that holds nothing of its replicates but their patterns. */
export function cutByEnsembles<T extends EnsembleTask>(): Pick<
  TaskDefinition<T, never, never>,
  "block" | "replicateBytes" | "part"
> {
  return {
    block: BLOCK_REPLICATES,
    replicateBytes: () => 0,
    part: (task, individuals, replicates) => ({
      ...task,
      ensembles: partOf(task.ensembles, individuals, replicates),
    }),
  };
}

/** The schemas of a kind of task, from those of what it asks, of its partial result and of its result. */
export function taskSchemas<Task extends EnsembleTask, Partial, Result>(
  kind: Task["kind"],
  task: ObjectSchema<Task>,
  partial: z.ZodMiniType<Partial>,
  result: z.ZodMiniType<Result>,
): TaskSchemas<Task, Partial, Result> {
  return {
    task,
    partial: z.strictObject({ kind: z.literal(kind), partial }),
    outcome: z.strictObject({ kind: z.literal(kind), result }),
  };
}
