import type { ReplicateRange, Task, TaskPartial, TaskResult } from "../../engine/index.js";

/** A task in hand: its waves are done one after the other. */
export interface Job {
  readonly job: number;
  readonly generation: number;
  readonly task: Task;
  /** Those to come. */
  readonly waves: Task[];
  /** Of the waves that are done, in order. */
  readonly results: TaskResult[];
}

/** The wave in hand: which replicates each shard has, and what came back. */
export interface Wave {
  readonly number: number;
  readonly task: Task;
  readonly shards: ReadonlyMap<number, ReplicateRange>;
  readonly partials: Map<number, TaskPartial>;
  /** By the first replicate of a shard that is done, who did it. */
  readonly doneBy: Map<number, number>;
}
