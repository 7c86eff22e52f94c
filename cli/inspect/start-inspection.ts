import type { RunObserver } from "../../actors/index.js";
import type { InspectOption } from "../input/inspect-option.js";
import { tell } from "../output/streams.js";
import type { TraceSink } from "../trace/trace-event.js";
import { InspectServer } from "./inspect-server.js";
import { LiveRun } from "./live-run.js";
import { pageAnswers } from "./page-answers.js";
import { startStately } from "./stately.js";

/** Shows a run while it goes on. */
export interface Inspection {
  /** What it is to be told: what the machines do as it is, or all that happens as events of a trace. */
  readonly observer?: RunObserver;
  readonly take?: TraceSink;
  /** The run has ended; resolves once those who look on have been told. */
  end(): Promise<void>;
}

/**
 * Starts what shows a run, and says where it is to be seen.
 *
 * @throws CellfateError `usage.port` where it is taken, `usage.stately` where Stately's inspector is not installed
 */
export function startInspection(asked: InspectOption): Promise<Inspection> {
  return asked === "stately" ? statelyInspection() : pageInspection(asked);
}

async function pageInspection(port: number): Promise<Inspection> {
  const run = new LiveRun();
  const server = await InspectServer.start(port, {
    ...pageAnswers({ kind: "live" }),
    events: (response) => {
      run.add(response);
    },
  });
  server.unref();
  tell(`Live page: ${server.url}\n`);
  return {
    take: (event) => {
      run.take(event);
    },
    end: async () => {
      await run.end();
      server.close();
    },
  };
}

async function statelyInspection(): Promise<Inspection> {
  // Before it starts: what it does is not for every machine.
  tell(
    "Stately's inspector: its page is loaded from stately.ai and shows there what the machines do; its server listens on every " +
      "interface of this machine and asks nobody who they are.\n",
  );
  const inspector = await startStately();
  tell(`Stately's inspector: ${inspector.url}\n`);
  return {
    observer: inspector.observer,
    end: async () => {
      inspector.stop();
    },
  };
}
