import * as z from "zod";
import { historySchema } from "../../engine/figures/history.js";

/*
 * What a page is told of a run: plain values, of a size that does not grow with the run. The server makes them and the
 * page checks them by the same schema.
 */

const count = z.int().min(0);
/** Milliseconds since the trace began. */
const time = z.number();

const machineSchema = z.object({
  /** The machine's id, such as `evaluator`. */
  name: z.string(),
  state: z.string(),
  since: time,
  /** Of each state that it has been in, the share of the time since it began. */
  shares: z.record(z.string(), z.number()),
  /** How often it has taken each edge of its chart: one whose number has grown since the last frame was taken. */
  taken: z.record(z.string(), count),
});

const shardSchema = z.object({ shard: count, attempt: count, generation: count, since: time });

const workerSchema = z.object({
  id: count,
  name: z.string(),
  /** What it has in hand, or had when it left; null: nothing. */
  shard: shardSchema.nullable(),
  done: count,
  failed: count,
  /** Why it left, and when; null while it is there. */
  lost: z.object({ at: time, problem: z.string() }).nullable(),
});

/** What changes ten times a second. */
const activitySchema = z.object({
  machines: z.array(machineSchema),
  /** Those that are there, then the last that have left. */
  workers: z.array(workerSchema),
  workersLost: count,
  /** Shards that went to a worker again, the newest first. */
  retries: z.object({ count, last: z.array(shardSchema.extend({ worker: z.string() })) }),
  messages: z.array(z.object({ type: z.string(), from: z.string(), to: z.string(), count, bytes: count })),
  /** The newest first, and how many there have been in all. */
  events: z.object({ count, last: z.array(z.object({ t: time, who: z.string(), what: z.string() })) }),
});

/** What the search has come to. */
const searchSchema = z.object({
  generations: count,
  /** At most 500 of them, the extremes among these. */
  history: historySchema,
  /** f of a best individual at evenly spaced s̄, and the patterns of a few replicates; null where nothing was looked at. */
  look: z
    .object({
      generation: count,
      values: z.array(z.number().nullable()),
      patterns: z.array(z.string()),
    })
    .nullable(),
});

/** What is known of a run at a time. */
export const frameSchema = z.object({
  t: time,
  name: z.string(),
  status: z.enum(["running", "done", "interrupted", "failed"]),
  generation: count.nullable(),
  /** The highest fitness so far, in bits. */
  best: z.number().nullable(),
  activity: activitySchema,
  /** Left out where it need not be sent again. */
  search: searchSchema.exactOptional(),
});

export type Frame = z.output<typeof frameSchema>;
export type Activity = Frame["activity"];
export type Search = z.output<typeof searchSchema>;
export type WatchedMachine = z.output<typeof machineSchema>;
export type WatchedWorker = z.output<typeof workerSchema>;
