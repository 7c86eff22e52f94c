import { deepStrictEqual } from "node:assert";

import type { Suite, SuiteOptions } from "../harness/suite.js";
import { countPatterns, type DistinctPatterns, patternLayout, threefry2x32 } from "../../kernels/index.js";
import { countPatterns as countBySorting } from "../../kernels/reference/count-patterns.js";

const LAYOUT = patternLayout(64, 2);

/** A million patterns of 64 cells counted: all distinct, all equal, and of the few kinds that evolution makes. */
export default async function distinctPatterns({ quick }: SuiteOptions): Promise<Suite> {
  const count = quick ? 100_000 : 1_000_000;
  const kinds = [
    ["all distinct", count],
    ["all equal", 1],
    ["14 kinds", 14],
  ] as const;
  const ensembles = kinds.map(([name, distinct]) => ({ name, words: ensemble(count, distinct) }));
  const counters = [
    ["ours (wasm)", countPatterns],
    ["a Map of strings", countInMap],
    ["sort (reference)", countBySorting],
  ] as const;
  return Promise.resolve({
    title: "Counting distinct patterns",
    unit: "pattern",
    size: `${count} patterns of 64 cells`,
    cases: ensembles.flatMap(({ name, words }) =>
      counters.map(([counter, counted]) => ({
        name: `${name}: ${counter}`,
        work: count,
        run: () => counted(words, LAYOUT),
      })),
    ),
    verify() {
      for (const { words } of ensembles) {
        const expected = countBySorting(words, LAYOUT);
        for (const [, counted] of counters) deepStrictEqual(counted(words, LAYOUT), expected);
      }
    },
  });
}

function ensemble(count: number, distinct: number): Uint32Array {
  const words = new Uint32Array(2 * count);
  for (let i = 0; i < count; i++) words.set(threefry2x32([1, 2], 0, i % distinct), 2 * i);
  return words;
}

/** What a JavaScript user would write: a key a pattern, then the order that the others give. */
function countInMap(words: Uint32Array): DistinctPatterns {
  const counts = new Map<string, number>();
  for (let i = 0; i < words.length; i += 2) {
    const pattern =
      (words[i] ?? 0).toString(16).padStart(8, "0") + (words[i + 1] ?? 0).toString(16).padStart(8, "0");
    counts.set(pattern, (counts.get(pattern) ?? 0) + 1);
  }
  const sorted = [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    words: Uint32Array.from(sorted.flatMap(([p]) => [parseInt(p.slice(0, 8), 16), parseInt(p.slice(8), 16)])),
    counts: Uint32Array.from(sorted, ([, n]) => n),
  };
}
