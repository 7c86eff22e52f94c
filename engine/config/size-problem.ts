import { LIMITS } from "../../kernels/index.js";
import { ensembleBytes, genomeBytes, megabytes } from "../evaluation/sizes.js";
import { RECENT_GENERATIONS } from "../evolution/candidates.js";
import { systemOf } from "../models/system.js";
import { individualsOf, mostIndividualsOf } from "../strategies/individuals.js";
import type { Config } from "./config.js";
import type { ConfigPath } from "./config-path.js";

/** Bytes that a configuration asks for in one array, and the key that asks for most of them. */
export interface ArraySize {
  readonly path: ConfigPath;
  /** What the array holds, for people. */
  readonly what: string;
  readonly bytes: number;
}

/** The keys that say on how many replicates individuals are scored or verified. */
function replicatesOf({
  evaluation,
  search: { stop },
}: Config): { readonly path: ConfigPath; readonly replicates: number }[] {
  const { replicates, maxReplicates, racing, rescoring } = evaluation;
  const keys = [
    { path: ["evaluation", "replicates"], replicates },
    { path: ["evaluation", "maxReplicates"], replicates: maxReplicates },
    { path: ["evaluation", "racing", "replicates"], replicates: racing?.replicates },
    { path: ["evaluation", "rescoring", "replicates"], replicates: rescoring?.replicates },
    {
      path: ["search", "stop", "verification", "replicates"],
      replicates: stop.target === null ? null : stop.verification.replicates,
    },
  ];
  return keys.flatMap(({ path, replicates: count }) =>
    count === null || count === undefined ? [] : [{ path, replicates: count }],
  );
}

/** The arrays whose size a configuration decides: those that messages and checkpoints carry whole. */
export function arraySizesOf(config: Config): ArraySize[] {
  const system = systemOf(config);
  const individuals = individualsOf(config);
  const most = mostIndividualsOf(config);
  const candidates = Math.min(config.champion.candidates, RECENT_GENERATIONS * most);
  return [
    {
      path: ["search", "strategy", "population"],
      what: `genomes of ${individuals} individuals`,
      bytes: genomeBytes(system, individuals),
    },
    {
      path: ["search", "restarts", "maxPopulation"],
      what: `genomes of ${most} individuals`,
      bytes: genomeBytes(system, most),
    },
    {
      path: ["champion", "candidates"],
      what: `genomes of ${candidates} candidates`,
      bytes: genomeBytes(system, candidates),
    },
    ...replicatesOf(config).map(({ path, replicates }) => ({
      path,
      what: `patterns of ${replicates} replicates of an individual`,
      bytes: ensembleBytes(system, replicates),
    })),
    {
      path: ["champion", "maxReplicates"],
      what: `patterns of ${config.champion.maxReplicates} replicates of the champion`,
      bytes: ensembleBytes(system, config.champion.maxReplicates),
    },
  ];
}

/** The first array of a configuration that is larger than any may be, undefined where there is none. */
export function sizeProblem(
  config: Config,
): { readonly path: ConfigPath; readonly message: string; readonly cure: string } | undefined {
  const large = arraySizesOf(config).find(({ bytes }) => bytes > LIMITS.arrayBytes);
  if (large === undefined) return undefined;
  const { path, what, bytes } = large;
  return {
    path,
    message: `${path.join(".")}: the ${what} take ${megabytes(bytes)}, and the limit is ${megabytes(LIMITS.arrayBytes)}`,
    cure: `Divide ${path.join(".")} by ${Math.ceil(bytes / LIMITS.arrayBytes)}, or take a smaller network or fewer cells.`,
  };
}
