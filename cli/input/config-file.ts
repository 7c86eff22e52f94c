import { basename, extname } from "node:path";
import { isNode, LineCounter } from "yaml";
import { readStdin, readTextFile } from "../../actors/index.js";
import { CellfateError, type ConfigPath } from "../../engine/index.js";
import { mayNestTooDeeply } from "./nesting.js";
import { yamlDocument } from "./yaml-document.js";

/** A configuration as a file has it, and where each of its keys stands. */
export interface ConfigFile {
  /** The file's, without its ending. */
  readonly name: string;
  readonly value: unknown;
  /** `file:line:column` of a path, of its nearest ancestor where the path itself is not in the file. */
  readonly locate: (path: ConfigPath) => string;
}

/** The name that stands for stdin; a file that bears it is `./-`. */
const STDIN = "-";
/** Aliases of YAML may repeat what they stand for only this often. */
const MOST_ALIASES = 100;
/** No configuration is larger; the time that a parser takes for a hostile one grows with the square of this. */
const MOST_BYTES = 64 * 1024;

/**
 * Reads a configuration file, YAML or JSON (which is YAML).
 *
 * @param path `-` is stdin
 * @throws CellfateError `usage.file`, `config.syntax` with file:line:column
 */
export function readConfigFile(path: string): ConfigFile {
  const file = path === STDIN ? "stdin" : path;
  const text = path === STDIN ? readStdin(MOST_BYTES) : readTextFile(path, MOST_BYTES);
  const lines = new LineCounter();
  const place = (offset: number): string => {
    const { line, col } = lines.linePos(offset);
    return `${file}:${line}:${col}`;
  };
  const refuse = (message: string, where: string): CellfateError =>
    new CellfateError({ code: "config.syntax", message, where, cure: "A configuration is YAML or JSON." });
  if (mayNestTooDeeply(text)) throw refuse("The file is nested too deeply for a configuration.", file);
  const document = yamlDocument(text, lines);
  const [error] = document.errors;
  if (error !== undefined) throw refuse(error.message, place(error.pos[0]));
  const offsetOf = (path: ConfigPath): number => {
    const node: unknown = document.getIn([...path], true);
    if (isNode(node) && node.range) return node.range[0];
    return path.length === 0 ? 0 : offsetOf(path.slice(0, -1));
  };
  try {
    const value: unknown = document.toJS({ maxAliasCount: MOST_ALIASES });
    return { name: basename(file, extname(file)), value: value ?? {}, locate: (key) => place(offsetOf(key)) };
  } catch (cause) {
    throw refuse(cause instanceof Error ? cause.message : String(cause), file);
  }
}
