import type { ConfigInput } from "../../config/config.js";

/** What the stalls are called. */
export type StallName = "first" | "plateau";
export const STALL_NAMES: readonly StallName[] = ["first", "plateau"];

/** A training of the project before this one. */
interface StalledTraining extends ConfigInput {
  readonly model: { readonly noiseStrength: number };
  readonly search: {
    readonly strategy: {
      readonly name: "gradient";
      readonly learningRate: number;
      readonly clipNorm: number;
      readonly fates: "thresholded";
      readonly steepness: number;
      readonly bandwidth: number;
    };
    readonly stop: { readonly generations: number };
  };
}

/** Both trainings by backpropagation that stalled in the project before this one: docs/gradients-*-stall.yaml. */
export const STALLS: Readonly<Record<StallName, StalledTraining>> = {
  first: {
    seed: 3,
    model: { noiseStrength: 1e-7 },
    search: {
      strategy: {
        name: "gradient",
        learningRate: 0.001,
        clipNorm: 1,
        fates: "thresholded",
        steepness: 7,
        bandwidth: 0.5,
      },
      stop: { generations: 500 },
    },
  },
  plateau: {
    seed: 22,
    model: { noiseStrength: 0.001 },
    search: {
      strategy: {
        name: "gradient",
        learningRate: 0.01,
        clipNorm: 1,
        fates: "thresholded",
        steepness: 5,
        bandwidth: 0.05,
      },
      stop: { generations: 200 },
    },
  },
};

/** What the record of the project before says of the soft utility, in bits: throughout the first, at the start of the other. */
export const RECORDED: Readonly<Record<StallName, number>> = { first: 0.190931, plateau: 0.387414 };
