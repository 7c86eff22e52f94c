import { checkMethod } from "../../../kernels/check.js";
import type { Backend, ReplicateRange } from "../../../kernels/index.js";
import { checkedBy } from "../../check-schema.js";
import type { IndividualRange } from "../ensemble.js";
import { shardsOf, wavesOf } from "../shards.js";
import {
  type Task,
  TASK_DEFINITIONS,
  type TaskKind,
  type TaskOutcome,
  type TaskPartial,
  type TaskResult,
  taskSchema,
} from "./kinds.js";

/** Does a task: in this thread, or on workers; the bits are the same. */
export type Evaluate = <K extends TaskKind>(task: Task<K>) => Promise<TaskResult<K>>;

/** The part of a task that is about some individuals and replicates of it. */
export function partOfTask<K extends TaskKind>(
  task: Task<K>,
  individuals: IndividualRange,
  replicates: ReplicateRange,
): Task<K> {
  return TASK_DEFINITIONS[task.kind].part(task, individuals, replicates);
}

/** The parts of a task that are done one after the other. */
export function wavesOfTask<K extends TaskKind>(task: Task<K>): Task<K>[] {
  const { ensembles } = task;
  const bytes = TASK_DEFINITIONS[task.kind].replicateBytes(task);
  return wavesOf(ensembles, bytes).map((wave) => partOfTask(task, wave, ensembles.replicates));
}

/** The ranges of a wave's replicates that make its shards, for so many workers. */
export function shardRangesOf(wave: Task, workers: number): ReplicateRange[] {
  return shardsOf(wave.ensembles, workers, TASK_DEFINITIONS[wave.kind].block);
}

/** The part of a wave that is about a range of its replicates. */
export function shardOf<K extends TaskKind>(wave: Task<K>, replicates: ReplicateRange): Task<K> {
  const everyone = { from: 0, count: wave.ensembles.population.individuals };
  return partOfTask(wave, everyone, replicates);
}

/** What a worker does with a shard. */
export async function runShard<K extends TaskKind>(
  backend: Backend,
  shard: Task<K>,
): Promise<TaskPartial<K>> {
  return { kind: shard.kind, partial: await TASK_DEFINITIONS[shard.kind].run(backend, shard) };
}

function isOfKind<K extends TaskKind>(
  shard: Task<K>,
  answer: { readonly kind: TaskKind; readonly partial: unknown },
): answer is TaskPartial<K> {
  return answer.kind === shard.kind;
}

/** Whether what a worker answered has the kind, the shape and the sums that its shard asks for. */
export function isPartialOf<K extends TaskKind>(
  shard: Task<K>,
  answer: { readonly kind: TaskKind; readonly partial: unknown },
): answer is TaskPartial<K> {
  return isOfKind(shard, answer) && TASK_DEFINITIONS[shard.kind].isPartialOf(shard, answer.partial);
}

/** The result of a wave from the partial results of all its shards, in any order. */
export function mergeShardsOf<K extends TaskKind>(
  wave: Task<K>,
  partials: readonly TaskPartial<K>[],
): TaskResult<K> {
  return TASK_DEFINITIONS[wave.kind].merge(
    wave,
    partials.map(({ partial }) => partial),
  );
}

/** What a task comes to, from the results of all its waves, in order. */
export function joinWavesOf<K extends TaskKind>(
  task: Task<K>,
  results: readonly TaskResult<K>[],
): TaskOutcome<K> {
  return { kind: task.kind, result: TASK_DEFINITIONS[task.kind].join(results) };
}

/** Whether an outcome is that of a task of this kind. */
export function isOutcomeOf<K extends TaskKind>(
  task: Task<K>,
  outcome: { readonly kind: TaskKind; readonly result: unknown },
): outcome is TaskOutcome<K> {
  return outcome.kind === task.kind;
}

/**
 * Does tasks in this thread, on one backend. A task that is none is refused before any of it is simulated.
 *
 * @throws CellfateError `argument.invalid`
 */
export function evaluateOn(backend: Backend): Evaluate {
  checkMethod(backend, "simulate", "backend");
  return async (task) => {
    checkedBy(taskSchema, task, "task");
    const results = [];
    for (const wave of wavesOfTask(task)) results.push(mergeShardsOf(wave, [await runShard(backend, wave)]));
    return joinWavesOf(task, results).result;
  };
}
