import { type Recorded, ROW_LENGTH } from "./recorded.js";
import type { Happening } from "./trace-event.js";

/** Milliseconds in which rows are gathered before they are handed on, and how many at most. */
const GATHER_FOR = 200;
const MOST_ROWS = 1024;

/** Gathers rows: what comes after a while is handed on at once, what follows it soon together. */
export class RowWriter {
  readonly #handOn: (recorded: Recorded) => void;
  readonly #startedAt = performance.now();
  readonly #rows = new Float64Array(MOST_ROWS * ROW_LENGTH);
  #length = 0;
  readonly #numbers = new Map<string, number>();
  #names: string[] = [];
  #told: Happening[] = [];
  /** When the row was that was handed on last. */
  #handedOnTo = -Infinity;
  #timer: NodeJS.Timeout | undefined;

  constructor(handOn: (recorded: Recorded) => void) {
    this.#handOn = handOn;
  }

  /** The number of a name. */
  numberOf(name: string): number {
    const known = this.#numbers.get(name);
    if (known !== undefined) return known;
    const number = this.#numbers.size;
    this.#numbers.set(name, number);
    this.#names.push(name);
    return number;
  }

  /** What is told whole; its number among those of this while. */
  tell(happening: Happening): number {
    return this.#told.push(happening) - 1;
  }

  /** Writes down what happens now. */
  write(what: number, a: number, b = 0, c = 0, d = 0, e = 0, f = 0): void {
    const t = performance.now() - this.#startedAt;
    const [rows, at] = [this.#rows, this.#length];
    rows[at] = what;
    rows[at + 1] = t;
    rows[at + 2] = a;
    rows[at + 3] = b;
    rows[at + 4] = c;
    rows[at + 5] = d;
    rows[at + 6] = e;
    rows[at + 7] = f;
    this.#length = at + ROW_LENGTH;
    if (t - this.#handedOnTo >= GATHER_FOR || this.#length === rows.length) {
      this.#handedOnTo = t;
      this.flush();
    } else {
      this.#timer ??= setTimeout(() => {
        this.#handedOnTo = performance.now() - this.#startedAt;
        this.flush();
      }, GATHER_FOR).unref();
    }
  }

  /** Hands on what was gathered. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#length === 0) return;
    const recorded = { rows: this.#rows.slice(0, this.#length), names: this.#names, told: this.#told };
    this.#length = 0;
    this.#names = [];
    this.#told = [];
    this.#handOn(recorded);
  }
}
