import { EXIT } from "./exit-codes.js";

/**
 * What asks a run to stop: Ctrl-C, kill, a terminal that was closed, Ctrl-\. Node undoes the ignoring of SIGHUP that
 * nohup arranges, before any of this runs, so that under nohup too the best there is to do is to end with a checkpoint.
 */
const STOPPING = ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT"] as const;

/** Signals while a run or a file is made and written down: the first asks to stop, the second ends the process. */
export class Signals {
  #asked = false;
  /** Before there is anything to save, the first signal ends the process too. */
  #stop: () => void = () => process.exit(EXIT.interrupted);

  constructor() {
    for (const signal of STOPPING) process.on(signal, this.#handle);
  }

  /** Whether a signal has come. */
  get asked(): boolean {
    return this.#asked;
  }

  /** What the first signal does from now on; at once, where it has come. */
  onFirst(stop: () => void): void {
    this.#stop = stop;
    if (this.#asked) stop();
  }

  close(): void {
    for (const signal of STOPPING) process.off(signal, this.#handle);
  }

  readonly #handle = (): void => {
    if (this.#asked) process.exit(EXIT.interrupted);
    this.#asked = true;
    this.#stop();
  };
}
