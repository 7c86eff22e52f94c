import * as z from "zod";
import { type MessageType, ROUTES } from "../../actors/index.js";
import {
  type GenerationRecord,
  parseGenerationRecord,
  parseRegulationRecord,
  type Problem,
  type RegulationRecord,
} from "../../engine/index.js";
import { TRACE_VERSION, type TraceEvent } from "./trace-event.js";

const t = z.number().min(0);
const count = z.int().min(0);
/** Nothing that this program names is longer. */
const name = z.string().max(500);

const problem: z.ZodType<Problem> = z.object({
  code: z.string(),
  message: z.string(),
  where: z.string().exactOptional(),
  cure: z.string().exactOptional(),
});

const messageType = z.custom<MessageType>(
  (value) => typeof value === "string" && Object.hasOwn(ROUTES, value),
  "no type of message",
);
const generationRecord = z.custom<GenerationRecord>(
  (value) => parseGenerationRecord(value) !== undefined,
  "no record of a generation",
);
const regulation = z.custom<RegulationRecord>(
  (value) => parseRegulationRecord(value) !== undefined,
  "no record of a regulatory function",
);

/** A line of a trace of this version. */
export const traceEventSchema: z.ZodType<TraceEvent> = z.discriminatedUnion("type", [
  z.object({
    ...{ t, type: z.literal("trace"), version: z.literal(TRACE_VERSION) },
    ...{ name, program: name, startedAt: name },
  }),
  z.object({ t, type: z.literal("@xstate.actor"), actor: name, of: name.nullable() }),
  z.object({ t, type: z.literal("@xstate.event"), actor: name, event: name, from: name.nullable() }),
  z.object({
    ...{ t, type: z.literal("@xstate.microstep") },
    ...{ actor: name, event: name, from: name.nullable(), to: name },
  }),
  z.object({
    ...{ t, type: z.literal("message"), message: messageType, from: name, to: name },
    ...{ bytes: count, generation: count, shard: count, attempt: count },
  }),
  z.object({ t, type: z.literal("worker.joined"), worker: count, name }),
  z.object({ t, type: z.literal("worker.left"), worker: count, problem }),
  z.object({ t, type: z.literal("generation"), record: generationRecord }),
  z.object({ t, type: z.literal("regulation"), record: regulation, patterns: z.array(z.string()) }),
  z.object({ t, type: z.literal("end"), status: z.enum(["done", "interrupted", "failed"]) }),
]);
