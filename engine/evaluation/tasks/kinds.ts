import * as z from "zod/mini";
import type { ObjectSchema, TaskDefinition } from "./task.js";
import * as tasks from "./tasks.js";

type Definitions = typeof tasks;
/** The name of a kind of task. */
export type TaskKind = keyof Definitions;

type Schemas<K extends TaskKind> = Definitions[K]["schemas"];

/** What is asked of an evaluator, discriminated by `kind`. */
export type Task<K extends TaskKind = TaskKind> = Schemas<K>["task"]["_zod"]["output"] & {
  readonly kind: K;
};
/** What a task comes to. */
export type TaskResult<K extends TaskKind = TaskKind> = Schemas<K>["outcome"]["_zod"]["output"]["result"];
/** What a worker makes of a shard of a task, with its kind. */
export type TaskPartial<K extends TaskKind = TaskKind> = {
  [P in K]: { readonly kind: P; readonly partial: Schemas<P>["partial"]["_zod"]["output"]["partial"] };
}[K];
/** What a task comes to, with its kind. */
export type TaskOutcome<K extends TaskKind = TaskKind> = {
  [P in K]: { readonly kind: P; readonly result: TaskResult<P> };
}[K];

/** The definition of each kind of task. */
export const TASK_DEFINITIONS: {
  readonly [K in TaskKind]: TaskDefinition<Task<K>, TaskPartial<K>["partial"], TaskResult<K>>;
} = tasks;

/** Checks what is of any kind, by its kind. */
function byKind<T>([first, ...others]: readonly ObjectSchema<T>[]): z.ZodMiniType<T> {
  if (first === undefined) throw new Error("there is no kind of task");
  return z.discriminatedUnion("kind", [first, ...others]);
}

const schemas = Object.values(tasks).map((definition) => definition.schemas);
/** A task of any kind, as messages carry it. */
export const taskSchema: z.ZodMiniType<Task> = byKind<Task>(schemas.map(({ task }) => task));
/** A partial result of any kind, as messages carry it. */
export const taskPartialSchema: z.ZodMiniType<TaskPartial> = byKind<TaskPartial>(
  schemas.map(({ partial }) => partial),
);
/** The outcome of a task of any kind, as messages carry it. */
export const taskOutcomeSchema: z.ZodMiniType<TaskOutcome> = byKind<TaskOutcome>(
  schemas.map(({ outcome }) => outcome),
);
