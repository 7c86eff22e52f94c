import { closeSync, openSync, writeSync } from "node:fs";
import { writeProblem } from "../../actors/files/write-problem.js";
import type { CellfateError } from "../../engine/index.js";
import type { OutputFile } from "../output/write-output.js";
import type { TraceEvent } from "./trace-event.js";

/** Events that are gathered before they are made lines and written: one after another that takes half as long. */
const CHUNK_EVENTS = 1024;
/** Milliseconds after which what was gathered is written, however little it is: what a run that is killed may lose. */
const LONGEST_WAIT = 1000;

/** A file of trace events, a line each. A trace that cannot be written ends there; the run goes on. */
export class TraceFile {
  readonly #name: string;
  readonly #onFailed: (error: CellfateError) => void;
  #descriptor: number | undefined;
  #gathered: TraceEvent[] = [];
  #writtenAt = 0;

  /** @throws CellfateError `disk.write` */
  constructor({ name, path }: OutputFile, onFailed: (error: CellfateError) => void) {
    this.#name = name;
    this.#onFailed = onFailed;
    try {
      this.#descriptor = openSync(path, "w");
    } catch (error) {
      throw writeProblem(name, error);
    }
  }

  /** Takes an event down. */
  append(event: TraceEvent): void {
    this.#gathered.push(event);
    if (this.#gathered.length < CHUNK_EVENTS && event.t - this.#writtenAt < LONGEST_WAIT) return;
    this.#writtenAt = event.t;
    this.#write();
  }

  close(): void {
    this.#write();
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
    this.#descriptor = undefined;
  }

  #write(): void {
    const gathered = this.#gathered;
    this.#gathered = [];
    if (this.#descriptor === undefined) return;
    const bytes = Buffer.from(gathered.map((event) => `${JSON.stringify(event)}\n`).join(""));
    try {
      for (let done = 0; done < bytes.length;) done += writeSync(this.#descriptor, bytes, done);
    } catch (error) {
      closeSync(this.#descriptor);
      this.#descriptor = undefined;
      this.#onFailed(writeProblem(this.#name, error));
    }
  }
}
