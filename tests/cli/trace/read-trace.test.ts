import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readTrace } from "#cli/trace/read-trace.js";
import type { TraceEvent } from "#cli/trace/trace-event.js";
import { CellfateError } from "#engine/index.js";
import { inTemporaryFolder } from "../../support/cli.js";
import { linesOf, SMALL_TRACE } from "../../support/trace-events.js";

interface Reading {
  readonly events: TraceEvent[];
  readonly torn: string[];
  /** Code, place in the file, and cure of what it was refused with. */
  readonly refused: readonly [code: string, line: string] | null;
}

/** Reads a text as a trace, or the folder that it would be in, where there is none. */
function read(text: string | null, name = "trace.jsonl"): Promise<Reading> {
  return inTemporaryFolder(async (folder) => {
    if (text !== null) writeFileSync(join(folder, "trace.jsonl"), text);
    const [events, torn]: [TraceEvent[], string[]] = [[], []];
    const lineOf = (where: string): string => where.replace(/^.*trace\.jsonl/, "");
    try {
      for await (const event of readTrace(join(folder, name), (where) => torn.push(lineOf(where)))) {
        events.push(event);
      }
      return { events, torn, refused: null };
    } catch (error) {
      if (!(error instanceof CellfateError)) throw error;
      expect(error.cure).toBeTruthy();
      return { events, torn, refused: [error.code, lineOf(error.where ?? "")] };
    }
  });
}

const TEXT = linesOf(SMALL_TRACE);
const LINES = TEXT.split("\n");

/** The text with another line in the place of its `number`-th. */
function withLine(number: number, line: string): string {
  return LINES.with(number - 1, line).join("\n");
}

describe("a trace that is read", () => {
  it.each(["trace.jsonl", "."])("gives the events that were written, given as %s", async (name) => {
    expect(await read(TEXT, name)).toEqual({ events: SMALL_TRACE, torn: [], refused: null });
  });

  it("is the same whatever the length of its lines and the parts that it is read in", async () => {
    const patterns = Array.from({ length: 50 }, (_, i) => "é".repeat(4000 + i));
    const record = { generation: 0, best: 0.5, values: new Array<number>(257).fill(0) };
    const events = [
      ...SMALL_TRACE,
      ...patterns.map((pattern): TraceEvent => ({
        ...{ t: 20, type: "regulation", record, patterns: [pattern] },
      })),
    ];
    expect((await read(linesOf(events))).events).toEqual(events);
  });

  it("leaves out a last line that is torn, wherever that is, and says so", async () => {
    const last = TEXT.slice(TEXT.trimEnd().lastIndexOf("\n") + 1);
    for (let left = 1; left < last.length; left++) {
      const { events, torn, refused } = await read(TEXT.slice(0, -left));
      expect({ events, torn, refused }).toEqual({
        ...{ events: SMALL_TRACE.slice(0, -1), torn: [`:${SMALL_TRACE.length}`], refused: null },
      });
    }
  });

  it.each([
    ["no file", null, ["usage.file", ""]],
    ["an empty file", "", ["trace.foreign", ":1"]],
    ["text", "hello\n", ["trace.foreign", ":1"]],
    ["other JSON", '{"generation":0}\n', ["trace.foreign", ":1"]],
    ["JSON that is no object", "null\n", ["trace.foreign", ":1"]],
    ["a trace without its beginning", LINES.slice(1).join("\n"), ["trace.foreign", ":1"]],
    ["a trace of another version", TEXT.replace('"version":1', '"version":2'), ["trace.version", ":1"]],
    ["a line that is no JSON", withLine(4, LINES[3]!.slice(5)), ["trace.damaged", ":4"]],
    ["a line of no event", withLine(5, '{"t":3,"type":"lunch"}'), ["trace.damaged", ":5"]],
    [
      "a line with a part of a wrong type",
      withLine(6, LINES[5]!.replace('"bytes":100', '"bytes":-1')),
      ["trace.damaged", ":6"],
    ],
    [
      "a message of an unknown type",
      withLine(6, LINES[5]!.replace('"message":"shard"', '"message":"toString"')),
      ["trace.damaged", ":6"],
    ],
    ["an empty line", withLine(7, ""), ["trace.damaged", ":7"]],
    ["a line without an end", `${LINES[0]!}\n${"x".repeat(2_000_000)}`, ["trace.damaged", ":2"]],
  ])("is refused with its place where it is %s", async (_, text, refused) => {
    expect((await read(text)).refused).toEqual(refused);
  });
});
