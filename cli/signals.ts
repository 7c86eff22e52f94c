import { EXIT } from "./exit-codes.js";

/** SIGINT and SIGTERM while a run is prepared, made and written down: the first asks to stop, the second ends the process. */
export class Signals {
  #asked = false;
  /** Before there is anything to save, the first signal ends the process too. */
  #stop: () => void = () => process.exit(EXIT.interrupted);

  constructor() {
    process.on("SIGINT", this.#handle);
    process.on("SIGTERM", this.#handle);
  }

  /** What the first signal does from now on. */
  onFirst(stop: () => void): void {
    this.#stop = stop;
  }

  close(): void {
    process.off("SIGINT", this.#handle);
    process.off("SIGTERM", this.#handle);
  }

  readonly #handle = (): void => {
    if (this.#asked) process.exit(EXIT.interrupted);
    this.#asked = true;
    this.#stop();
  };
}
