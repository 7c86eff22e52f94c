import type { ConfigInput } from "#engine/index.js";

/** A search of a moment that still has everything: several generations, shards, remainders of lanes. */
export const SMALL_RUN: ConfigInput = {
  seed: 7,
  model: { cells: 5, duration: 1, dt: 0.02 },
  network: { hidden: [4, 3] },
  evaluation: { replicates: 21 },
  search: { population: 6, parents: 2, mutationStep: 0.4, generations: 8 },
  champion: { candidates: 3, replicates: 50, standardError: 0.02, maxReplicates: 200 },
  run: { checkpointEvery: 3 },
};

/** The same as options of the command line. */
export const SMALL_RUN_OPTIONS: readonly string[] = Object.entries(SMALL_RUN).flatMap(([section, value]) =>
  typeof value === "object"
    ? Object.entries(value as Record<string, unknown>).flatMap(([key, inner]) => [
        "--set",
        `${section}.${key}=${JSON.stringify(inner)}`,
      ])
    : ["--set", `${section}=${value}`],
);
