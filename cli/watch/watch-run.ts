import { statSync } from "node:fs";
import { basename } from "node:path";
import {
  observedByAll,
  type OnGeneration,
  programVersion,
  type RunDirectory,
  type RunObserver,
  type TrainingOutcome,
} from "../../actors/index.js";
import { CellfateError, type Config } from "../../engine/index.js";
import type { StatelyInspector } from "../inspect/stately.js";
import { parseInspect } from "../input/inspect-option.js";
import { tell } from "../output/streams.js";
import { type OutputFile, outputFile } from "../output/write-output.js";
import { TRACE_VERSION } from "../trace/trace-event.js";
import type { RunRecorder } from "../trace/run-recorder.js";
import type { WatchLink } from "./watch-link.js";

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

/** What shows a run, before it begins. */
export type Inspection =
  | { readonly kind: "page"; readonly link: WatchLink }
  | { readonly kind: "stately"; readonly inspector: StatelyInspector };

/** A thread that watches; its code is loaded here, as most runs are not watched. */
async function startWatching(): Promise<WatchLink> {
  const { WatchLink } = await import("./watch-link.js");
  return new WatchLink();
}

/**
 * Starts what `--inspect` asks for, before anything is written, and says where it is to be seen; undefined where it was
 * not given.
 *
 * @throws CellfateError `usage.port` where it is taken, `usage.stately` where Stately's inspector is not installed
 */
export async function inspectionOf({ inspect }: WatchOptions): Promise<Inspection | undefined> {
  if (inspect === undefined) return undefined;
  const asked = parseInspect(inspect);
  if (asked === "stately") {
    const { startStately } = await import("../inspect/stately.js");
    // Before it starts: what it does is not for every machine.
    tell(
      "Stately's inspector: its page is loaded from stately.ai and shows there what the machines do; its server listens on every " +
        "interface of this machine and asks nobody who they are.\n",
    );
    const inspector = await startStately();
    tell(`Stately's inspector: ${inspector.url}\n`);
    return { kind: "stately", inspector };
  }
  const link = await startWatching();
  tell(`Live page: ${await link.serve(asked)}\n`);
  return { kind: "page", link };
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
  const watches: RunWatch[] = [];
  if (inspection?.kind === "stately") watches.push(statelyWatch(inspection.inspector));
  if (trace !== undefined || inspection?.kind === "page") {
    const file = trace === undefined ? null : traceOutput(trace, directory);
    const link = inspection?.kind === "page" ? inspection.link : await startWatching();
    watches.push(recordFor(link, await link.begin({ config, trace: file }), directory));
  }
  const [first, ...others] = watches;
  if (first === undefined || others.length === 0) return first;
  return {
    observer: observedByAll(watches.map(({ observer }) => observer)),
    onGeneration: (...generation) => {
      for (const watch of watches) watch.onGeneration(...generation);
    },
    end: async (status) => {
      for (const watch of watches) await watch.end(status);
    },
  };
}

/** @throws CellfateError `usage.file` */
function traceOutput(trace: string | true, directory: RunDirectory): OutputFile {
  const file = outputFile(trace === true ? directory.file("trace") : trace);
  const isPipe = file.kind === "through" && statSync(file.path, { throwIfNoEntry: false })?.isFIFO() === true;
  if (file.kind !== "stdout" && !isPipe) return file;
  // A pipe that nobody reads would hold the thread, and with it the end of the process.
  throw new CellfateError({
    code: "usage.file",
    message: "A trace does not go to stdout, where the results of the run go, nor to a pipe.",
    where: `--trace ${String(trace)}`,
    cure: "Name a file, or give --trace alone: it is then in the run directory.",
  });
}

function statelyWatch(inspector: StatelyInspector): RunWatch {
  return {
    observer: inspector.observer,
    onGeneration: () => undefined,
    end: async () => {
      inspector.stop();
    },
  };
}

/** Has what happens in a run recorded, and told to the thread that watches it. */
function recordFor(link: WatchLink, recorder: RunRecorder, directory: RunDirectory): RunWatch {
  recorder.record({
    type: "trace",
    version: TRACE_VERSION,
    name: basename(directory.path),
    program: programVersion(),
    startedAt: new Date().toISOString(),
  });
  return {
    observer: recorder,
    onGeneration: (record, _seconds, genome) => {
      recorder.record({ type: "generation", record });
      link.look({ record, genome });
    },
    end: async (status) => {
      await link.lookAtLast();
      recorder.record({ type: "end", status });
      await link.end();
    },
  };
}
