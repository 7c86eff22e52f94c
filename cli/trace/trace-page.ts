import type { Page } from "../report/page.js";
import { stepsOf } from "./spans.js";
import { Summariser } from "./summary.js";
import { summaryLead, summaryTables } from "./summary-tables.js";
import { TimelineBuilder } from "./timeline.js";
import { timelineFigures } from "./timeline-figure.js";
import type { TraceEvent } from "./trace-event.js";

/** The timeline of a trace and its summary as a page. */
export async function tracePage(events: AsyncIterable<TraceEvent>): Promise<Page> {
  const [summariser, timeline] = [new Summariser(), new TimelineBuilder()];
  for await (const step of stepsOf(events)) {
    summariser.add(step);
    timeline.add(step);
  }
  const { summary } = summariser;
  const figures = timelineFigures(timeline.timeline);
  return {
    title: `Trace of ${summary.name}`,
    lead: summaryLead(summary),
    sections: [
      { title: "Timeline", blocks: figures.map((figure) => ({ kind: "figure", figure }) as const) },
      ...summaryTables(summary).map(({ title, head, rows }) => ({
        title,
        blocks: [{ kind: "table", head, rows } as const],
      })),
    ],
  };
}
