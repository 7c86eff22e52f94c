import type { TraceSink } from "../trace/trace-event.js";
import { InspectServer } from "./inspect-server.js";
import { LiveRun } from "./live-run.js";
import { pageAnswers } from "./page-answers.js";

/** A page that shows a run while it goes on. */
export interface LivePage {
  readonly url: string;
  /** What it is told: all that happens, as events of a trace. */
  readonly take: TraceSink;
  /** The run has ended; resolves once those who look on have been told. */
  end(): Promise<void>;
}

/**
 * Serves a page of a run that goes on.
 *
 * @param port 0: one that is free
 * @throws CellfateError `usage.port` where it is taken
 */
export async function startLivePage(port: number): Promise<LivePage> {
  const run = new LiveRun();
  const server = await InspectServer.start(port, {
    ...pageAnswers({ kind: "live" }),
    events: (response) => {
      run.add(response);
    },
  });
  return {
    url: server.url,
    take: (event) => {
      run.take(event);
    },
    end: async () => {
      await run.end();
      server.close();
    },
  };
}
