import { createReadStream, statSync } from "node:fs";
import { join } from "node:path";
import { errorCode, RUN_FILES } from "../../actors/index.js";
import { CellfateError } from "../../engine/index.js";
import { TRACE_VERSION, type TraceEvent } from "./trace-event.js";
import { traceEventSchema } from "./trace-schema.js";

/** No line that this program writes is as long; one that is would not be read in bounded memory. */
const MOST_CHARACTERS = 1024 * 1024;
const CHUNK_BYTES = 256 * 1024;
const NO_TRACE_CURE = "cellfate train --trace writes one.";

/** A line of a file, numbered from 1; torn where the file ends before it does. */
interface Line {
  readonly text: string;
  readonly number: number;
  readonly torn: boolean;
}

/** A place in the file of a trace, between two lines: how many bytes and lines are before it. */
export interface TracePlace {
  byte: number;
  line: number;
}

/** The file of a trace: a directory stands for the one in it. @throws CellfateError `usage.file` */
export function traceFile(path: string): string {
  const file = statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  const place = file ? join(path, RUN_FILES.trace) : path;
  if (statSync(place, { throwIfNoEntry: false }) !== undefined) return place;
  throw new CellfateError({
    code: "usage.file",
    message: "There is no trace here.",
    where: place,
    cure: `Check the name; ${NO_TRACE_CURE}`,
  });
}

/** The lines of a file from a place on, those of each chunk together; what is held is a chunk and a line. */
async function* linesOf(file: string, { byte, line }: TracePlace): AsyncGenerator<readonly Line[]> {
  let rest = "";
  let number = line;
  const chunks: AsyncIterable<string> = createReadStream(file, {
    encoding: "utf8",
    highWaterMark: CHUNK_BYTES,
    start: byte,
  });
  for await (const chunk of chunks) {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    yield lines.map((text) => ({ text, number: ++number, torn: false }));
    if (rest.length > MOST_CHARACTERS) throw damaged(file, number + 1, "The line is too long.");
  }
  if (rest !== "") yield [{ text: rest, number: number + 1, torn: true }];
}

function damaged(file: string, line: number, message: string): CellfateError {
  return new CellfateError({
    code: "trace.damaged",
    message: `The trace is damaged: ${message}`,
    where: `${file}:${line}`,
    cure: "Remove that line, or all that follow, to use the rest.",
  });
}

function noTrace(file: string): CellfateError {
  return new CellfateError({
    code: "trace.foreign",
    message: "This is no trace: its first line does not say what is traced.",
    where: `${file}:1`,
    cure: `Give a run directory or the file that --trace named; ${NO_TRACE_CURE}`,
  });
}

/** Refuses a first line that is not that of a trace of this version. */
function checkHead(value: unknown, file: string): void {
  const { type, version }: Record<string, unknown> = { ...(typeof value === "object" ? value : {}) };
  if (type !== "trace") throw noTrace(file);
  if (version === TRACE_VERSION) return;
  throw new CellfateError({
    code: "trace.version",
    message: `The trace is of version ${String(version)}; this program reads ${TRACE_VERSION}.`,
    where: `${file}:1`,
    cure: "Read it with the program that wrote it, which the first line names.",
  });
}

function eventOf({ text, number }: Line, file: string): TraceEvent {
  let value: unknown;
  try {
    // No line is long enough to be a danger.
    value = JSON.parse(text);
  } catch (error) {
    if (number === 1) throw noTrace(file);
    throw damaged(file, number, error instanceof Error ? error.message : String(error));
  }
  if (number === 1) checkHead(value, file);
  const { data, error } = traceEventSchema.safeParse(value);
  if (data !== undefined) return data;
  const [issue] = error.issues;
  throw damaged(
    file,
    number,
    `${issue?.path.join(".") ?? "line"}: ${issue?.message ?? "not what is expected"}`,
  );
}

/**
 * Reads a trace event by event, in memory that does not grow with it; each line is checked. A last line that is torn, as a
 * run that is killed leaves it, is left out.
 *
 * @param path of the file, or of a run directory that has one
 * @param onTorn told of such a line, `file:line`
 * @param place where to begin; it moves behind each event that is read
 * @throws CellfateError `usage.file`, `trace.foreign`, `trace.version`, `trace.damaged`
 */
export async function* readTrace(
  path: string,
  onTorn: (where: string) => void,
  place: TracePlace = { byte: 0, line: 0 },
): AsyncGenerator<TraceEvent> {
  const file = traceFile(path);
  try {
    for await (const lines of linesOf(file, { ...place })) {
      for (const line of lines) {
        if (line.torn && line.number > 1) {
          onTorn(`${file}:${line.number}`);
          return;
        }
        const event = eventOf(line, file);
        place.byte += Buffer.byteLength(line.text) + 1;
        place.line = line.number;
        yield event;
      }
    }
  } catch (error) {
    const code = errorCode(error);
    if (error instanceof CellfateError || code === "") throw error;
    throw new CellfateError({
      code: "usage.file",
      message: `The trace cannot be read: ${code}.`,
      where: file,
      cure: "Check that it is a file and may be read.",
    });
  }
  if (place.line === 0) throw noTrace(file);
}
