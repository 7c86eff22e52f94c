/** A training by gradients of a moment, as options of the command line. */
export const SMALL_GRADIENT_OPTIONS: readonly string[] = [
  ...["--preset", "gradient"],
  ...["--set", "model={cells: 3, duration: 1, dt: 0.02}", "--set", "network.hidden=[3]"],
  ...["--set", "evaluation.replicates=40", "--set", "search.stop.generations=6"],
  ...["--set", "champion={replicates: 20, standardError: 1, maxReplicates: 20}"],
];
