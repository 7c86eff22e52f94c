import { counted } from "../../engine/figures/numbers.js";
import type { Cell } from "../report/page.js";
import type { TraceSummary } from "./summary.js";
import type { WorkerSummary } from "./worker-tally.js";

/** A table of a summary; a cell that is a number is set to the right where it is text. */
export interface SummaryTable {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** A time for people. */
export function durationText(milliseconds: number): string {
  return milliseconds < 1000 ? `${milliseconds.toFixed(2)} ms` : `${(milliseconds / 1000).toFixed(2)} s`;
}

function percentText(share: number | null): string | null {
  return share === null ? null : `${(100 * share).toFixed(1)} %`;
}

/** What XState adds to the name of the event that ends an invocation. */
function eventText(event: string): string {
  return event.replace(/^xstate\.(done|error)\.actor\.\d+\./, "$1: ");
}

function statesTable({ states, milliseconds: all }: TraceSummary): SummaryTable {
  return {
    title: "Time in states",
    head: ["machine", "state", "visits", "in all", "share", "mean", "longest"],
    rows: states.map(({ machine, state, visits, milliseconds, longest }) => [
      ...[machine, state, visits, durationText(milliseconds)],
      percentText(all === 0 ? null : milliseconds / all),
      ...[durationText(milliseconds / visits), durationText(longest)],
    ]),
  };
}

function transitionsTable({ transitions }: TraceSummary): SummaryTable {
  return {
    title: "Transitions",
    head: ["machine", "from", "to", "event", "count", "after, mean", "longest"],
    rows: transitions.map(({ machine, from, to, event, count, meanMilliseconds, longestMilliseconds }) => [
      ...[machine, from, to, eventText(event), count],
      ...[durationText(meanMilliseconds), durationText(longestMilliseconds)],
    ]),
  };
}

function staysTable({ longestStays }: TraceSummary): SummaryTable {
  return {
    title: "Longest stays",
    head: ["machine", "state", "for", "from", "generation"],
    rows: longestStays.map(({ machine, state, milliseconds, at, generation }) => [
      ...[machine, state, durationText(milliseconds), durationText(at), generation],
    ]),
  };
}

function messagesTable({ messages }: TraceSummary): SummaryTable {
  return {
    title: "Messages",
    head: ["message", "from", "to", "count", "bytes", "bytes, mean"],
    rows: messages.map(({ message, from, to, count, bytes }) => [
      ...[message, from, to, count, bytes, Math.round(bytes / count)],
    ]),
  };
}

function workersTable({ workers: { each, all } }: TraceSummary): SummaryTable {
  const row = (worker: string, of: Omit<WorkerSummary, "worker">): readonly Cell[] => [
    ...[worker, durationText(of.milliseconds), percentText(of.idle)],
    ...[of.tries, of.retries, of.failed, of.lost],
  ];
  return {
    title: "Workers",
    head: ["worker", "there", "idle", "shards tried", "again", "failed", "lost"],
    rows: [
      ...each.map(({ worker, ...of }) => row(worker, of)),
      ...(each.length > 1 ? [row("all", all)] : []),
    ],
  };
}

function lostTable({ workers: { lost } }: TraceSummary): SummaryTable {
  return {
    title: "Workers that left",
    head: ["worker", "at", "why"],
    rows: lost.map(({ worker, at, problem }) => [worker, durationText(at), problem]),
  };
}

/** A summary as tables, those that have no row left out. */
export function summaryTables(summary: TraceSummary): readonly SummaryTable[] {
  return [
    statesTable(summary),
    transitionsTable(summary),
    staysTable(summary),
    messagesTable(summary),
    workersTable(summary),
    lostTable(summary),
  ].filter(({ rows }) => rows.length > 0);
}

/** What was traced, in a sentence. */
export function summaryLead({ name, status, milliseconds, events, generations }: TraceSummary): string {
  const end =
    status === null
      ? "it ends without saying how: the run goes on or was killed"
      : `it ended ${ENDS[status]}`;
  return `${counted(events, "event")} of the run ${name} in ${durationText(milliseconds)}, ${counted(generations, "generation")}; ${end}.`;
}

const ENDS: Readonly<Record<NonNullable<TraceSummary["status"]>, string>> = {
  done: "by its rules",
  interrupted: "by an interruption",
  failed: "by a failure",
};
