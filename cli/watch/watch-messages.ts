import type { Config, GenerationRecord, Problem } from "../../engine/index.js";
import type { OutputFile } from "../output/write-output.js";
import type { Recorded } from "../trace/recorded.js";

/** What the thread that watches a run is asked to do. Each but `news` is answered before the next. */
export type WatchRequest =
  /** Show the run on a page; port 0: one that is free. */
  | { readonly type: "serve"; readonly port: number }
  /** The run begins; `trace`: where all that happens is to be written. */
  | {
      readonly type: "begin";
      readonly config: Config;
      readonly trace: OutputFile | null;
    }
  /** What has happened since, and the best individual of the last generation. */
  | { readonly type: "news"; readonly recorded: Recorded; readonly best: Best | null }
  /** Look at the last best individual, if that is still to be done. */
  | { readonly type: "look" }
  /** The run has ended, and its last event has been told. */
  | { readonly type: "end" };

/** The best individual so far of a generation. */
export interface Best {
  readonly record: GenerationRecord;
  readonly genome: Float32Array;
}

/** What the thread answers, or says unasked. */
export type WatchAnswer =
  | { readonly type: "serving"; readonly url: string }
  | { readonly type: "done" }
  | { readonly type: "refused"; readonly problem: Problem }
  /** The trace could not be written on. */
  | { readonly type: "trace-ended"; readonly problem: Problem };
