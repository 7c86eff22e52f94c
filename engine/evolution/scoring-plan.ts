import type { Config } from "../config/config.js";

/** One scoring of a generation: what it is for, of how many individuals, on how many replicates, at which dt / part. */
export interface Scoring {
  readonly part: "scoring" | "promotion" | "rescoring";
  readonly individuals: number;
  readonly replicates: number;
  readonly timeSteps: readonly number[];
}

/** The largest number of replicates of a full score. */
export function mostReplicatesOf({ evaluation: { replicates, maxReplicates } }: Config): number {
  return maxReplicates ?? replicates;
}

/**
 * The scorings of a generation, in order: of all individuals; of the best, which a race promotes; of the best of these,
 * again. Fewer individuals are scored where fewer have a fitness.
 *
 * @param replicates of a full score
 */
export function scoringsOf(
  { evaluation: { racing, rescoring, timeSteps } }: Config,
  individuals: number,
  replicates: number,
): readonly [Scoring, ...Scoring[]] {
  const full = { replicates, timeSteps };
  const promoted = Math.min(racing?.promoted ?? individuals, individuals);
  return [
    racing === null
      ? { part: "scoring", individuals, ...full }
      : { part: "scoring", individuals, replicates: racing.replicates, timeSteps: timeSteps.slice(0, 1) },
    ...(racing === null ? [] : [{ part: "promotion", individuals: promoted, ...full } as const]),
    ...(rescoring === null
      ? []
      : [
          {
            part: "rescoring",
            individuals: Math.min(rescoring.individuals, promoted),
            replicates: rescoring.replicates,
            timeSteps,
          } as const,
        ]),
  ];
}
