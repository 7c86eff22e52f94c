import type { Trajectories } from "../laboratory.js";
import { patternOfStates } from "../pattern-of-states.js";

/** A pattern of a replicate, from when it has it to the next. */
export interface Episode {
  /** In the unit of the duration. */
  readonly from: number;
  readonly pattern: string;
}

/** The patterns that a replicate comes through, one after another: what its states would be read as at each frame. */
export function episodesOf(
  { cells, times, states }: Trajectories,
  replicate: number,
  thresholds: readonly number[],
): readonly Episode[] {
  const episodes: Episode[] = [];
  times.forEach((from, frame) => {
    const at = (replicate * times.length + frame) * cells;
    const pattern = patternOfStates(states.subarray(at, at + cells), thresholds);
    if (episodes.at(-1)?.pattern !== pattern) episodes.push({ from, pattern });
  });
  return episodes;
}

/** How an ensemble settles. */
export interface Settling {
  readonly times: readonly number[];
  /** The share of replicates that have each of the patterns at each time, `[time]`. */
  readonly shares: readonly { readonly pattern: string; readonly shares: readonly number[] }[];
  /** When each replicate came to the pattern that it ends with, ascending. */
  readonly settled: readonly number[];
  /** What a replicate comes through that takes as long as half of them. */
  readonly typical: readonly Episode[];
}

/** @param most patterns whose shares are given: those that ever have the largest */
export function settlingOf(
  trajectories: Trajectories,
  thresholds: readonly number[],
  most: number,
): Settling {
  const { times, replicates } = trajectories;
  const courses = Array.from({ length: replicates }, (_, replicate) =>
    episodesOf(trajectories, replicate, thresholds),
  );
  const counts = new Map<string, number[]>();
  for (const episodes of courses) {
    let current = 0;
    times.forEach((time, frame) => {
      while ((episodes[current + 1]?.from ?? Infinity) <= time) current++;
      const { pattern } = episodes[current]!;
      const own = counts.get(pattern) ?? times.map(() => 0);
      own[frame]!++;
      counts.set(pattern, own);
    });
  }
  const ordered = courses
    .map((episodes) => ({ episodes, settled: episodes.at(-1)?.from ?? 0 }))
    .sort((a, b) => a.settled - b.settled);
  return {
    times,
    shares: [...counts]
      .map(([pattern, own]) => ({ pattern, own, peak: Math.max(...own) }))
      .sort((a, b) => b.peak - a.peak || (a.pattern < b.pattern ? -1 : 1))
      .slice(0, most)
      .map(({ pattern, own }) => ({ pattern, shares: own.map((count) => count / replicates) })),
    settled: ordered.map(({ settled }) => settled),
    typical: ordered[Math.trunc(replicates / 2)]?.episodes ?? [],
  };
}
