import { tableText } from "../output/table-text.js";
import type { Cell } from "../report/page.js";
import { summaryOf, type TraceSummary } from "./summary.js";
import { type SummaryTable, summaryLead, summaryTables } from "./summary-tables.js";
import type { TraceEvent } from "./trace-event.js";

function cellText(cell: Cell): string {
  return cell?.toString() ?? "–";
}

/** Whether a column has numbers, with units or without. */
function isNumeric({ rows }: SummaryTable, column: number): boolean {
  return rows.every((row) => /^(\d|–|$)/.test(cellText(row[column] ?? null)));
}

/** A summary for people. */
function summaryText(summary: TraceSummary): string {
  const tables = summaryTables(summary).map((table) => {
    const { title, head, rows } = table;
    const text = tableText(
      [head, ...rows.map((row) => row.map(cellText))],
      head.map((_, column) => isNumeric(table, column)),
    );
    return `\n${title}\n\n${text}`;
  });
  return `${summaryLead(summary)}\n${tables.join("")}`;
}

/** The summary of a trace for people. */
export async function traceText(events: AsyncIterable<TraceEvent>): Promise<string> {
  return summaryText(await summaryOf(events));
}

/** The summary of a trace as one object. */
export async function traceJson(events: AsyncIterable<TraceEvent>): Promise<string> {
  return `${JSON.stringify(await summaryOf(events))}\n`;
}
