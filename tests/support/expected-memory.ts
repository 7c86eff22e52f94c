import { expect } from "vitest";
import { cellfate, inTemporaryFolder } from "./cli.js";
import { peakMemoryOf, PEAK_MEMORY, processorSecondsOf } from "./peak-memory.js";
import { type Bounds, randomConfiguration } from "./random-configuration.js";

/** How far the memory of a process may be from what a dry run expected of it. */
const MOST_OVER = 1.25;
/**
 * Seconds within which a dry run answers, of processor time: on an idle machine it takes no longer than that, and others
 * may be at work on this one.
 */
const MOST_SECONDS = 2;

/** A stream of numbers in [0, 1), mulberry32. */
function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let word = Math.imul(state ^ (state >>> 15), 1 | state);
    word = (word + Math.imul(word ^ (word >>> 7), 61 | word)) ^ word;
    return ((word ^ (word >>> 14)) >>> 0) / 0x100000000;
  };
}

/** Dry runs of a configuration of which the quickest counts: a core that others keep busy makes processor time longer. */
const MOST_TRIES = 3;

/** Says what a dry run expects of a configuration, which it does within its time and memory. */
export async function expectedOf(options: readonly string[], tries = MOST_TRIES): Promise<number> {
  const { code, stdout, stderr } = await cellfate(["train", "--dry-run", "--json", ...options], {
    node: PEAK_MEMORY,
  });
  expect(code, stderr).toBe(0);
  const { expectedBytes } = JSON.parse(stdout) as { expectedBytes: number };
  expect(peakMemoryOf(stderr), "memory of the dry run").toBeLessThanOrEqual(MOST_OVER * expectedBytes);
  const seconds = processorSecondsOf(stderr);
  if (seconds >= MOST_SECONDS && tries > 1) return expectedOf(options, tries - 1);
  expect(seconds, "processor time of the dry run").toBeLessThan(MOST_SECONDS);
  return expectedBytes;
}

/**
 * Runs a configuration and compares its memory with what was expected.
 *
 * @returns the memory expected, of that taken
 */
export async function compareMemoryOf(options: readonly string[]): Promise<number> {
  const expected = await expectedOf(options);
  return inTemporaryFolder(async (folder) => {
    const run = ["train", "--quiet", "--out", "r", ...options];
    const { code, stderr } = await cellfate(run, { cwd: folder, node: PEAK_MEMORY });
    // Where no estimate is defined there is no champion.
    if (code !== 0) expect(stderr).toContain("No individual of the last generations had a fitness");
    const peak = peakMemoryOf(stderr);
    expect(peak / expected, options.join(" ")).toBeLessThanOrEqual(MOST_OVER);
    return expected / peak;
  });
}

/** The same of the random configuration of a seed. */
export async function compareMemory(seed: number, bounds: Bounds): Promise<number> {
  const { assignments, workers } = randomConfiguration(numbersFrom(seed), bounds);
  return compareMemoryOf([
    "--workers",
    `${workers}`,
    ...assignments.flatMap((assignment) => ["--set", assignment]),
  ]);
}
