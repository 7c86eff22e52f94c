import type { MessageType, TrainingOutcome } from "../../actors/index.js";
import type { GenerationRecord, Problem, RegulationRecord } from "../../engine/index.js";

/** Changes when a line of a trace does. */
export const TRACE_VERSION = 1;

/** What happens in a run: no genome and no score but what history.jsonl and regulation.jsonl have. */
export type Happening =
  /** The first: what is traced. */
  | {
      readonly type: "trace";
      readonly version: typeof TRACE_VERSION;
      /** Of the run directory. */
      readonly name: string;
      readonly program: string;
      /** UTC, ISO 8601. */
      readonly startedAt: string;
    }
  /** A machine is there, or an actor that one has invoked; `of`: who has invoked it. */
  | { readonly type: "@xstate.actor"; readonly actor: string; readonly of: string | null }
  /** An event has come to an actor; `from`: the actor that it is of, if it is of one. */
  | {
      readonly type: "@xstate.event";
      readonly actor: string;
      readonly event: string;
      readonly from: string | null;
    }
  /** A machine has taken a transition, from one value of its state to another or the same. */
  | {
      readonly type: "@xstate.microstep";
      readonly actor: string;
      readonly event: string;
      /** Null: its first. */
      readonly from: string | null;
      readonly to: string;
    }
  /** A message between actors, a worker being `worker-<id>`; see the envelope. */
  | {
      readonly type: "message";
      readonly message: MessageType;
      readonly from: string;
      readonly to: string;
      readonly bytes: number;
      readonly generation: number;
      readonly shard: number;
      readonly attempt: number;
    }
  | { readonly type: "worker.joined"; readonly worker: number; readonly name: string }
  | { readonly type: "worker.left"; readonly worker: number; readonly problem: Problem }
  /** A generation is written down. */
  | { readonly type: "generation"; readonly record: GenerationRecord }
  /** f of the best individual so far of a generation, and the patterns of a few replicates, a digit a cell. */
  | {
      readonly type: "regulation";
      readonly record: RegulationRecord;
      readonly patterns: readonly string[];
    }
  /** The last: how the run ended. */
  | { readonly type: "end"; readonly status: TrainingOutcome["status"] };

/** A line of a trace: what happened, and when, in milliseconds since the trace began. */
export type TraceEvent = { readonly t: number } & Happening;

/** Takes what happens, in its order. */
export type TraceSink = (event: TraceEvent) => void;
