import { basename } from "node:path";
import {
  observedByAll,
  type OnGeneration,
  programVersion,
  type RunDirectory,
  type RunObserver,
  type TrainingOutcome,
} from "../actors/index.js";
import type { Config } from "../engine/index.js";
import type { Inspection } from "./inspect/start-inspection.js";
import { parseInspect } from "./input/inspect-option.js";
import { warn } from "./output/problem-text.js";
import { outputFile } from "./output/write-output.js";
import { TRACE_VERSION, type TraceEvent } from "./trace/trace-event.js";

/** What options ask to be shown of a run. */
export interface WatchOptions {
  /** File that the trace goes to; true: into the run directory. */
  readonly trace?: string | true | undefined;
  /** Port of a live page, or `stately`; true: one that is free. */
  readonly inspect?: string | true | undefined;
}

/** What watches a run. */
export interface RunWatch {
  readonly observer: RunObserver;
  readonly onGeneration: OnGeneration;
  /** The run has ended; resolves once everybody who looks on has been told. */
  end(status: TrainingOutcome["status"]): Promise<void>;
}

/** Takes events of a run, up to its end. */
interface Watcher {
  take(event: TraceEvent): void;
  end(): void | Promise<void>;
}

/**
 * Starts what `--inspect` asks for, before anything is written; undefined where it was not given.
 *
 * @throws CellfateError `usage.port`, `usage.stately`
 */
export async function inspectionOf({ inspect }: WatchOptions): Promise<Inspection | undefined> {
  if (inspect === undefined) return undefined;
  const asked = parseInspect(inspect);
  // Loaded here, as most runs are not watched.
  const { startInspection } = await import("./inspect/start-inspection.js");
  return startInspection(asked);
}

/**
 * Begins to watch a run as options ask; undefined where they ask for nothing.
 *
 * @throws CellfateError `usage.file`, `disk.write`
 */
export async function watchRun(
  { trace }: WatchOptions,
  inspection: Inspection | undefined,
  config: Config,
  directory: RunDirectory,
): Promise<RunWatch | undefined> {
  if (trace === undefined && inspection === undefined) return undefined;
  const watchers: Watcher[] = [];
  if (trace !== undefined) watchers.push(await traceWatcher(trace, directory));
  const { take, observer } = inspection ?? {};
  if (inspection !== undefined) {
    watchers.push({ take: take ?? (() => undefined), end: () => inspection.end() });
  }
  const recorded = await recordFor(watchers, config, directory);
  return observer === undefined
    ? recorded
    : { ...recorded, observer: observedByAll([recorded.observer, observer]) };
}

async function traceWatcher(trace: string | true, directory: RunDirectory): Promise<Watcher> {
  const { TraceFile } = await import("./trace/trace-file.js");
  const file = new TraceFile(
    outputFile(trace === true ? directory.file("trace") : trace),
    ({ message, where = "" }) => {
      warn({ message: `The trace ends here: ${message}`, where, cure: "The run goes on without it." });
    },
  );
  return {
    take: (event) => {
      file.append(event);
    },
    end: () => {
      file.close();
    },
  };
}

/** Makes the events of a run once, for all who take them. */
async function recordFor(
  watchers: readonly Watcher[],
  config: Config,
  directory: RunDirectory,
): Promise<RunWatch> {
  const [{ RunRecorder }, { BestLook }] = await Promise.all([
    import("./trace/run-recorder.js"),
    import("./trace/best-look.js"),
  ]);
  const recorder = new RunRecorder((event) => {
    for (const watcher of watchers) watcher.take(event);
  });
  recorder.record({
    type: "trace",
    version: TRACE_VERSION,
    name: basename(directory.path),
    program: programVersion(),
    startedAt: new Date().toISOString(),
  });
  const look = new BestLook(config, recorder);
  return {
    observer: recorder,
    onGeneration: (record, _seconds, best) => {
      recorder.record({ type: "generation", record });
      look.at(record, best);
    },
    end: async (status) => {
      await look.end();
      recorder.record({ type: "end", status });
      for (const watcher of watchers) await watcher.end();
    },
  };
}
