import { accessSync, constants, lstatSync, readlinkSync, statSync } from "node:fs";
import { open, writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { type FileContent, writeFileAtomically, writeProblem } from "../../actors/index.js";
import { CellfateError } from "../../engine/index.js";
import { EXIT } from "../exit-codes.js";
import { Signals } from "../signals.js";
import { print } from "./streams.js";

/** As many links after one another as Linux follows. */
const MOST_LINKS = 40;

/** Where the result of a command goes. */
export interface OutputFile {
  /** As it was named. */
  readonly name: string;
  /** The file that links lead to. */
  readonly path: string;
  /** A file is replaced; a device or a pipe is written through, and so is stdout, which has no path. */
  readonly kind: "file" | "through" | "stdout";
}

/** The name that stands for stdout; a file that bears it is `./-`. */
export const STDOUT = "-";

/** What `--out` names, checked before any work is done. @throws CellfateError `usage.file` */
export function outputFile(name: string): OutputFile {
  if (name === STDOUT) return { name: "stdout", path: "", kind: "stdout" };
  const refuse = (message: string, cure: string): CellfateError =>
    new CellfateError({ code: "usage.file", message, where: name, cure });
  try {
    const path = resolve(name);
    const status = statSync(path, { throwIfNoEntry: false });
    if (status?.isDirectory() === true) throw refuse("The output file is a folder.", "Choose another --out.");
    // A pipe of /dev/fd has no other name.
    if (status !== undefined && !status.isFile()) return { name, path, kind: "through" };
    const target = behindLinks(path);
    const folder = dirname(target);
    if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) {
      throw refuse(
        "The folder of the output file does not exist",
        `Make ${folder} first, or choose another --out.`,
      );
    }
    // Replacing a file asks for its folder alone, though its owner may have forbidden writing to it.
    if (status !== undefined) accessSync(target, constants.W_OK);
    accessSync(folder, constants.W_OK);
    return { name, path: target, kind: "file" };
  } catch (cause) {
    if (cause instanceof CellfateError) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw refuse(
      `The output file cannot be written: ${reason}`,
      "Choose another --out, or allow writing there.",
    );
  }
}

/** The file that a path stands for, there or not: a link that leads nowhere yet says where a file is to be. */
function behindLinks(path: string, most = MOST_LINKS): string {
  const status = lstatSync(path, { throwIfNoEntry: false });
  if (status?.isSymbolicLink() !== true || most === 0) return path;
  return behindLinks(resolve(dirname(path), readlinkSync(path)), most - 1);
}

/** Writes a file whole or not at all; a signal meanwhile leaves nothing else beside it. */
async function writeWhole(path: string, content: FileContent): Promise<void> {
  const stop = new AbortController();
  const signals = new Signals();
  signals.onFirst(() => {
    stop.abort();
  });
  try {
    await writeFileAtomically(path, content, stop.signal);
  } finally {
    signals.close();
    if (stop.signal.aborted) process.exit(EXIT.interrupted);
  }
}

/** Writes into what is there: a device or a pipe. */
async function writeThrough(path: string, content: FileContent): Promise<void> {
  try {
    const handle = await open(path, "w");
    try {
      await writeFile(handle, content);
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw writeProblem(path, error);
  }
}

/** Prints a result, in the parts that it comes in. */
async function printContent(content: FileContent): Promise<void> {
  if (typeof content === "string" || content instanceof Uint8Array) print(content);
  else for await (const part of content) print(part);
}

/**
 * Writes what `--out` names: a regular file whole or not at all, a device or a pipe through to what is behind, stdout.
 *
 * @throws CellfateError `disk.write`, and what the parts of the content are refused with
 */
export async function writeOutput({ path, kind }: OutputFile, content: FileContent): Promise<void> {
  if (kind === "stdout") await printContent(content);
  else if (kind === "through") await writeThrough(path, content);
  else await writeWhole(path, content);
}
