import { basename } from "node:path";
import {
  type OnGeneration,
  programVersion,
  type RunDirectory,
  type RunObserver,
  type TrainingOutcome,
} from "../actors/index.js";
import { type Config, createBackend } from "../engine/index.js";
import { warn } from "./output/problem-text.js";
import { outputFile } from "./output/write-output.js";
import { TRACE_VERSION } from "./trace/trace-event.js";

/** What options ask to be shown of a run. */
export interface WatchOptions {
  /** File that the trace goes to; true: into the run directory. */
  readonly trace?: string | true | undefined;
}

/** What watches a run. */
export interface RunWatch {
  readonly observer: RunObserver;
  readonly onGeneration: OnGeneration;
  /** The run has ended; resolves once everybody who looks on has been told. */
  end(status: TrainingOutcome["status"]): Promise<void>;
}

/**
 * Begins to watch a run as options ask; undefined where they ask for nothing.
 *
 * @throws CellfateError `usage.file`, `disk.write`
 */
export async function watchRun(
  { trace }: WatchOptions,
  config: Config,
  directory: RunDirectory,
): Promise<RunWatch | undefined> {
  if (trace === undefined) return undefined;
  // Loaded here, as most runs are not watched.
  const [{ RunRecorder }, { TraceFile }, { BestLook }] = await Promise.all([
    import("./trace/run-recorder.js"),
    import("./trace/trace-file.js"),
    import("./trace/best-look.js"),
  ]);
  const file = new TraceFile(
    outputFile(trace === true ? directory.file("trace") : trace),
    ({ message, where = "" }) => {
      warn({ message: `The trace ends here: ${message}`, where, cure: "The run goes on without it." });
    },
  );
  const recorder = new RunRecorder((event) => {
    file.append(event);
  });
  recorder.record({
    type: "trace",
    version: TRACE_VERSION,
    name: basename(directory.path),
    program: programVersion(),
    startedAt: new Date().toISOString(),
  });
  const backend = await createBackend("wasm");
  const look = new BestLook(config, backend, recorder);
  return {
    observer: recorder,
    onGeneration: (record, _seconds, best) => {
      recorder.record({ type: "generation", record });
      look.at(record, best);
    },
    end: async (status) => {
      await look.end();
      recorder.record({ type: "end", status });
      file.close();
      backend.dispose();
    },
  };
}
