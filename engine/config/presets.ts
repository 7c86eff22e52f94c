import type { ConfigInput } from "./config.js";

/** A named configuration, given as its differences from the defaults. */
export interface Preset {
  readonly summary: string;
  readonly config: ConfigInput;
}

/** The name of a preset. */
export type PresetName = "lateral-inhibition" | "lateral-inhibition-executed" | "pinned-ends";

export const PRESETS: Readonly<Record<PresetName, Preset>> = {
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
};

export const DEFAULT_PRESET: PresetName = "lateral-inhibition";
export const PRESET_NAMES = Object.keys(PRESETS) as readonly PresetName[];
