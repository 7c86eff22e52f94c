import { z } from "zod";
import { BACKEND_NAMES, ESTIMATOR_NAMES } from "../engine/index.js";

/**
 * Every message that actors exchange, as one union, and the envelope around each. Messages travel as msgpack bytes
 * on every transport; handling one twice does no harm: shards are numbered through a run, and what comes from an
 * attempt that nobody waits for is dropped.
 */

/** Changes when a message does; both ends must have the same. */
export const PROTOCOL_VERSION = 1;

const MOST_INDIVIDUALS = 65536;
const MOST_HIDDEN = 8;

// z.instanceof would ask for arrays over an ArrayBuffer, which the science does not care about.
const float32 = z.custom<Float32Array>((value) => value instanceof Float32Array, "expected f32 numbers");
const float64 = z.custom<Float64Array>((value) => value instanceof Float64Array, "expected f64 numbers");
const uint32 = z.custom<Uint32Array>((value) => value instanceof Uint32Array, "expected u32 numbers");
const word = z.int().min(0).max(0xffffffff);
const count = z.int().min(0);
const keys = z
  .array(z.tuple([word, word]).readonly())
  .min(1)
  .max(MOST_INDIVIDUALS)
  .readonly();
const range = z.strictObject({ from: count, count: z.int().min(1) }).readonly();

const population = z.strictObject({ individuals: z.int().min(1).max(MOST_INDIVIDUALS), genomes: float32 });

/** A strategy's state: only the strategy can judge what it means. */
const strategy = z.strictObject({
  name: z.string().max(100),
  generation: count,
  arrays: z.record(
    z.string(),
    z.strictObject({ shape: z.array(count).readonly(), data: z.union([float32, float64]) }),
  ),
  // NaN and ±∞ too.
  numbers: z.record(
    z.string(),
    z.custom<number>((value) => typeof value === "number", "expected a number"),
  ),
});

const problem = z.strictObject({
  code: z.string(),
  message: z.string(),
  where: z.string().exactOptional(),
  cure: z.string().exactOptional(),
});

const request = z.strictObject({
  model: z.strictObject({
    cells: z.int().min(1).max(4096),
    boundary: z.enum(["open", "pinned", "periodic"]),
    steps: z.int().min(1),
    dt: z.number().positive(),
    noiseStrength: z.number().min(0),
    thresholds: z.array(z.number()).min(1).max(9).readonly(),
    initialLow: z.number(),
    initialHigh: z.number(),
  }),
  regulation: z.enum(["table", "direct"]),
  hidden: z.array(z.int().min(1).max(256)).min(1).max(MOST_HIDDEN).readonly(),
  population,
  keys: z.strictObject({ initialStates: keys, noise: keys }),
  replicates: range,
});

const distinct = z.strictObject({ words: uint32, counts: uint32 });
const result = z.strictObject({
  regulation: z
    .array(
      z.strictObject({
        intervals: count,
        error: z.number().or(z.nan()),
        tolerance: z.number(),
        finite: z.boolean(),
      }),
    )
    .readonly(),
  counts: z.array(distinct).readonly(),
});

const scores = z.strictObject({
  fitness: float64,
  patternEntropy: float64,
  reproducibilityEntropy: float64,
  distinctPatterns: uint32,
  tableIntervals: uint32,
  tableError: float64,
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
  // population manager → mutator, and back
  message("ask", nothing),
  message(
    "tell",
    z.strictObject({ evaluation: z.strictObject({ fitness: float64, standardError: float64.nullable() }) }),
  ),
  message("population", z.strictObject({ population, strategy })),
  // population manager → evaluator, and back
  message("score", z.strictObject({ job: count, request, estimator: z.enum(ESTIMATOR_NAMES) })),
  message("simulate", z.strictObject({ job: count, request })),
  message("abandon", nothing),
  message("scored", z.strictObject({ job: count, scores })),
  message("simulated", z.strictObject({ job: count, result })),
  message("evaluation-failed", z.strictObject({ job: count, problem })),
  // population manager → checkpointer, and back
  message(
    "save",
    z.strictObject({ bytes: z.custom<Uint8Array>((value) => value instanceof Uint8Array, "expected bytes") }),
  ),
  message("saved", z.strictObject({ file: z.string() })),
  message("save-failed", z.strictObject({ problem })),
  // evaluator → worker, and back
  message("prepare", z.strictObject({ wave: count, request, backend: z.enum(BACKEND_NAMES) })),
  message("shard", z.strictObject({ wave: count, replicates: range })),
  message("ready", nothing),
  message("shard-done", z.strictObject({ result })),
  message("shard-failed", z.strictObject({ problem })),
]);

/** A message with its envelope. */
export type Envelope = z.output<typeof envelopeSchema>;
export type MessageType = Envelope["type"];
/** The payload of a type of message. */
export type Payload<T extends MessageType> = Extract<Envelope, { type: T }>["payload"];
