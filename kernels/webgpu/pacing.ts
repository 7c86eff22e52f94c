/** The length of a dispatch that is aimed at: long enough to hide its cost, short enough for any watchdog. */
const TARGET_MS = 30;
/** Cell-steps of the first dispatch of a program: a few milliseconds on one core. */
const FIRST_WORK = 0x10000;

/**
 * How many steps a dispatch advances, learned from the ones before: doubled below half the target, halved
 * above twice the target. Each program has its own, as a network costs many times a table.
 */
export class Pacing {
  #work = FIRST_WORK;

  /** Steps of the next dispatch, at least 1. @param cells cells that each step advances */
  stepsFor(cells: number): number {
    return Math.max(1, Math.trunc(this.#work / cells));
  }

  /** Learns that a dispatch of `work` cell-steps took `elapsed` milliseconds. */
  record(work: number, elapsed: number): void {
    // A dispatch that something else kept short says nothing about longer ones.
    if (elapsed < TARGET_MS / 2 && work > this.#work / 2) this.#work *= 2;
    else if (elapsed > TARGET_MS * 2) this.#work = Math.max(1, Math.min(this.#work, work) / 2);
  }
}
