import { checkInteger, checkOneOf } from "../../kernels/check.js";
import { type DrawKeys, foldIn, key, type Key, LIMITS } from "../../kernels/index.js";

/** What a key derived from the root is for: no two uses share random numbers. */
export const PURPOSES = {
  genomes: 0,
  strategy: 1,
  initialStates: 2,
  noise: 3,
  choosingChampion: 4,
  reportingChampion: 5,
  evaluate: 6,
  gradient: 7,
  restarts: 8,
  verifying: 9,
} as const;

/** The key of one purpose in one generation. @throws CellfateError `argument.invalid` */
export function generationKey(seed: number, purpose: keyof typeof PURPOSES, generation: number): Key {
  checkOneOf(purpose, Object.keys(PURPOSES), "purpose");
  return foldIn(foldIn(key(seed), PURPOSES[purpose]), generation);
}

/** The drawing key of an individual's own numbers. @throws CellfateError `argument.invalid` */
export function individualKey(parent: Key, individual: number): Key {
  checkInteger(individual, [0, LIMITS.individuals - 1], "individual");
  return foldIn(parent, individual + 1);
}

/** The leaves below `parent`: one for all individuals, or one each. */
function leaves(parent: Key, individuals: number, randomNumbers: "common" | "independent"): Key[] {
  return randomNumbers === "common"
    ? [foldIn(parent, 0)]
    : Array.from({ length: individuals }, (_, individual) => individualKey(parent, individual));
}

/** The drawing keys of a generation's fitness. @throws CellfateError `argument.invalid` */
export function fitnessKeys(
  seed: number,
  generation: number,
  individuals: number,
  randomNumbers: "common" | "independent",
): DrawKeys {
  checkInteger(individuals, [1, LIMITS.individuals], "individuals");
  checkOneOf(randomNumbers, ["common", "independent"], "randomNumbers");
  return {
    initialStates: leaves(generationKey(seed, "initialStates", generation), individuals, randomNumbers),
    noise: leaves(generationKey(seed, "noise", generation), individuals, randomNumbers),
  };
}

/** The drawing keys of fresh replicates, shared by all individuals that are compared on them. @throws CellfateError `argument.invalid` */
export function freshKeys(
  seed: number,
  purpose: "choosingChampion" | "reportingChampion" | "evaluate" | "verifying",
  generation: number,
): DrawKeys {
  const parent = generationKey(seed, purpose, generation);
  return { noise: [foldIn(foldIn(parent, 0), 0)], initialStates: [foldIn(foldIn(parent, 1), 0)] };
}
