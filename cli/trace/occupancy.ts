/** Parts that time is cut into at most. */
export const MOST_PARTS = 800;
/** Milliseconds of a part at first: a power of two, so that parts join without a rest. */
const SHORTEST = 1 / 1024;

/**
 * How much of each part of time something took, row by row, in memory that does not grow with time: where it runs over the
 * last part, two parts each become one of twice the length.
 */
export class Occupancy {
  readonly #rows = new Map<string, Float64Array>();
  #length = SHORTEST;

  /** Milliseconds of a part. */
  get length(): number {
    return this.#length;
  }

  /** The rows in the order in which they first came, the milliseconds that each took of every part. */
  get rows(): ReadonlyMap<string, Float64Array> {
    return this.#rows;
  }

  /** Adds a stretch of time to a row. */
  add(row: string, from: number, to: number): void {
    while (to > this.#length * MOST_PARTS) this.#join();
    const parts = this.#rows.get(row) ?? new Float64Array(MOST_PARTS);
    this.#rows.set(row, parts);
    const [first, last] = [Math.trunc(from / this.#length), Math.trunc(to / this.#length)];
    for (let part = first; part <= Math.min(last, MOST_PARTS - 1); part++) {
      const begin = part * this.#length;
      parts[part] = (parts[part] ?? 0) + Math.min(to, begin + this.#length) - Math.max(from, begin);
    }
  }

  #join(): void {
    for (const parts of this.#rows.values()) {
      for (let part = 0; part < MOST_PARTS; part++) {
        parts[part] = (parts[2 * part] ?? 0) + (parts[2 * part + 1] ?? 0);
      }
    }
    this.#length *= 2;
  }
}

/** A stretch of time of which something took an equal share throughout, in milliseconds. */
export interface Bar {
  readonly from: number;
  readonly to: number;
  /** In (0, 1], rounded up to quarters. */
  readonly share: number;
}

const LEVELS = 4;

/** The parts of a row as bars, in their order, neighbours of one share as one. @param length milliseconds of a part */
export function barsOf(parts: Float64Array, length: number): readonly Bar[] {
  const bars: Bar[] = [];
  for (const [part, taken] of parts.entries()) {
    const share = Math.ceil(Math.min(1, taken / length) * LEVELS) / LEVELS;
    if (share === 0) continue;
    const [from, to] = [part * length, (part + 1) * length];
    const before = bars.at(-1);
    if (before?.to === from && before.share === share) bars[bars.length - 1] = { ...before, to };
    else bars.push({ from, to, share });
  }
  return bars;
}
