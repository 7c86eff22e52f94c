import * as z from "zod";
import {
  BACKEND_NAMES,
  evaluationSchema,
  populationSchema,
  type Problem,
  replicateRangeSchema,
  strategyStateSchema,
  taskOutcomeSchema,
  taskPartialSchema,
  taskSchema,
} from "../engine/index.js";

/**
 * Every message that actors exchange, as one union, and the envelope around each. Messages travel as msgpack bytes
 * on every transport; handling one twice does no harm: jobs, saves and shards are numbered through a run, and what
 * nobody waits for any more is dropped.
 */

/** Changes when a message does; both ends must have the same. */
export const PROTOCOL_VERSION = 3;

const count = z.int().min(0);

const problem: z.ZodType<Problem> = z.strictObject({
  code: z.string(),
  message: z.string(),
  where: z.string().exactOptional(),
  cure: z.string().exactOptional(),
});

const nothing = z.strictObject({});

const header = {
  v: z.literal(PROTOCOL_VERSION),
  /** The run that the message belongs to. */
  run: z.string().max(200),
  generation: count,
  /** Number of the shard, counted through the run; 0 where the message is about none. */
  shard: count,
  /** Which try at the shard, from 1. */
  attempt: count,
};

function message<T extends string, P extends z.ZodType>(
  type: T,
  payload: P,
): z.ZodObject<typeof header & { type: z.ZodLiteral<T>; payload: P }, z.core.$strict> {
  return z.strictObject({ ...header, type: z.literal(type), payload });
}

export const envelopeSchema = z.discriminatedUnion("type", [
  message("ask", nothing),
  message("tell", z.strictObject({ evaluation: evaluationSchema })),
  message("population", z.strictObject({ population: populationSchema, strategy: strategyStateSchema })),
  message("evaluate", z.strictObject({ job: count, task: taskSchema })),
  message("abandon", z.strictObject({ job: count })),
  message("evaluated", z.strictObject({ job: count, outcome: taskOutcomeSchema })),
  message("evaluation-failed", z.strictObject({ job: count, problem })),
  message(
    "save",
    z.strictObject({
      save: count,
      bytes: z.custom<Uint8Array>((value) => value instanceof Uint8Array, "expected bytes"),
    }),
  ),
  message("saved", z.strictObject({ save: count, file: z.string() })),
  message("save-failed", z.strictObject({ save: count, problem })),
  // A failure that is about no shard is about the one in hand.
  message("prepare", z.strictObject({ wave: count, task: taskSchema, backend: z.enum(BACKEND_NAMES) })),
  message("shard", z.strictObject({ wave: count, replicates: replicateRangeSchema })),
  message("ready", nothing),
  message("shard-done", z.strictObject({ answer: taskPartialSchema })),
  message("shard-failed", z.strictObject({ problem })),
]);

/** A message with its envelope. */
export type Envelope = z.output<typeof envelopeSchema>;
export type MessageType = Envelope["type"];
/** What a message is about, without what it holds. */
export type MessageHeader = Pick<Envelope, "type" | "generation" | "shard" | "attempt">;
/** The payload of a type of message. */
export type Payload<T extends MessageType> = Extract<Envelope, { type: T }>["payload"];
/** A message of a type, with its envelope. */
export type EnvelopeOf<T extends MessageType> = {
  [P in T]: Omit<Envelope, "type" | "payload"> & { readonly type: P; readonly payload: Payload<P> };
}[T];
