import { writeSync } from "node:fs";
// Not the whole of actors/: every command is told of its mistakes, few of them need a run.
import { errorCode } from "../../actors/files/error-code.js";
import { writeProblem } from "../../actors/files/write-problem.js";
import { visible } from "./visible.js";

const STDOUT = 1;
const STDERR = 2;

/** How long a stream that takes nothing at the moment is left alone. */
const PAUSE_MILLISECONDS = 5;
const pause = new Int32Array(new SharedArrayBuffer(4));

/**
 * Writes all of a text, or bytes as they are, before it returns. Node's own streams take a part for the whole where a disk fills up, and end
 * the process with a stack where nobody listens to their errors.
 */
function writeAll(descriptor: number, content: string | Uint8Array): void {
  const bytes = typeof content === "string" ? Buffer.from(visible(content)) : content;
  for (let done = 0; done < bytes.length;) {
    try {
      done += writeSync(descriptor, bytes, done);
    } catch (error) {
      if (errorCode(error) !== "EAGAIN") throw error;
      Atomics.wait(pause, 0, 0, PAUSE_MILLISECONDS);
    }
  }
}

/**
 * Writes a result to stdout, all of it. A reader that went away had enough: that is no error.
 *
 * @throws CellfateError `disk.write`
 */
export function print(content: string | Uint8Array): void {
  try {
    writeAll(STDOUT, content);
  } catch (error) {
    if (errorCode(error) !== "EPIPE") throw writeProblem("stdout", error);
  }
}

/** Writes what people are told beside the result to stderr. Where nobody can be told, the work goes on untold. */
export function tell(text: string): void {
  try {
    writeAll(STDERR, text);
  } catch {
    // There is nowhere left to say it.
  }
}

/** Whether stderr is a terminal on which a line can be drawn anew; one that is gone draws nothing and harms nothing. */
export function drawsOnTerminal(): boolean {
  if (!process.stderr.isTTY || process.env["TERM"] === "dumb") return false;
  process.stderr.on("error", () => undefined);
  return true;
}
