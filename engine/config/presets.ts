import type { ConfigInput } from "./config.js";

/** A named configuration, given as its differences from the defaults. */
export interface Preset {
  readonly summary: string;
  readonly config: ConfigInput;
}

/** The name of a preset. */
export type PresetName =
  | "optimum"
  | "robust-optimum"
  | "lateral-inhibition"
  | "lateral-inhibition-executed"
  | "pinned-ends"
  | "gradient";

/**
 * The search of both optima: small networks that begin steep and large, half of each generation drawn afresh; four replicates
 * tell which of them are worth 32, and a target ends the search once it is held on fresh ones. docs/search.md has the study.
 */
const SEARCH = {
  network: { hidden: [8], initial: { law: "wide", steepness: 80, amplitude: 80 } },
  evaluation: { replicates: 32, racing: { replicates: 4, promoted: 6 } },
  search: {
    strategy: {
      name: "scaled-mu-plus-lambda",
      population: 128,
      initialPopulation: 256,
      parents: 3,
      immigrants: 64,
      amplified: 0.33,
    },
    stop: { generations: 2000, target: 0.98, verification: { replicates: 2000 } },
  },
  champion: { candidates: 1, replicates: 2000, standardError: 0.01 },
} as const satisfies ConfigInput;

export const PRESETS: Readonly<Record<PresetName, Preset>> = {
  optimum: {
    summary: "the bound of 7 cells, U = 0.985, for the model as specified: its time step included",
    config: SEARCH,
  },
  "robust-optimum": {
    summary: "the same, held at dt, dt/2 and dt/4: a regulatory function that is not one of the time step",
    config: {
      ...SEARCH,
      evaluation: { ...SEARCH.evaluation, timeSteps: [1, 4] },
      search: {
        strategy: { ...SEARCH.search.strategy, population: 256, immigrants: 128 },
        stop: { ...SEARCH.search.stop, verification: { replicates: 2000, timeSteps: [1, 2, 4] } },
      },
    },
  },
  "lateral-inhibition": {
    summary:
      "evolution as documented by the project this one succeeds: open line of 7, T = 20, hidden (8, 8, 8)",
    config: {},
  },
  "lateral-inhibition-executed": {
    summary: "the same as it was executed: T = 50, hidden (8, 8), independent random numbers",
    config: {
      model: { duration: 50 },
      network: { hidden: [8, 8] },
      evaluation: { randomNumbers: "independent" },
    },
  },
  "pinned-ends": {
    summary: "both ends held at 0: the boundary breaks the symmetry and tells cells where they are",
    config: { model: { boundary: "pinned" } },
  },
  gradient: {
    summary:
      "training by gradients, open line of 7, T = 20: Adam from four starts, those that are stuck drawn afresh",
    config: {
      evaluation: { replicates: 32 },
      search: {
        strategy: { name: "gradient", population: 4, learningRate: 0.1, patience: 10 },
        stop: { generations: 75 },
      },
    },
  },
};

export const DEFAULT_PRESET: PresetName = "lateral-inhibition";
export const PRESET_NAMES = Object.keys(PRESETS) as readonly PresetName[];
