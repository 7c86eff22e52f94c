import { overlay } from "../../config/overlay.js";
import { resolveConfig } from "../../config/resolve-config.js";
import { type Laboratory, sized } from "../laboratory.js";
import { diagnosed, type FollowedTraining, isFlat } from "./followed.js";
import { STALL_NAMES, type StallName, STALLS } from "./stalls.js";

/** The noise that opens the clip: that of the model as documented. */
export const NOISE = 0.1;

/** A stalled training with other noise, fates or derivative of the clip. */
export interface Variant {
  readonly stall: StallName;
  readonly noiseStrength: number;
  readonly fates: "thresholded" | "sigmoid";
  readonly clip: "exact" | "straight-through";
  readonly diagnosis: FollowedTraining;
}

/** Both stalls with every combination of noise, fates and derivative of the clip, all else as it was. */
export function variantsOf(laboratory: Laboratory): Promise<readonly Variant[]> {
  const look = { generations: sized(laboratory, 60, 7), pairs: 2 };
  const changed = STALL_NAMES.flatMap((stall) =>
    [STALLS[stall].model.noiseStrength, NOISE].flatMap((noiseStrength) =>
      (["thresholded", "sigmoid"] as const).flatMap((fates) =>
        (["exact", "straight-through"] as const).map((clip) => ({ stall, noiseStrength, fates, clip })),
      ),
    ),
  );
  return Promise.all(
    changed.map(async ({ stall, noiseStrength, fates, clip }) => {
      const changes = { model: { noiseStrength }, search: { strategy: { fates, clip } } };
      const config = resolveConfig(overlay(STALLS[stall], changes));
      const diagnosis = await diagnosed(laboratory, config, look);
      return { stall, noiseStrength, fates, clip, diagnosis };
    }),
  );
}

/** The share of the generations looked at, of all variants, in which the pathwise gradient is exactly 0. */
export function shareOfZeros(variants: readonly Pick<Variant, "diagnosis">[]): number {
  const generations = variants.flatMap(({ diagnosis }) => diagnosis.generations);
  return generations.filter(isFlat).length / generations.length;
}

/** Whether a variant has what both stalls had: the exact clip, and noise that leaves a cell where it is held. */
export function isStill({ noiseStrength, clip }: Variant): boolean {
  return clip === "exact" && noiseStrength !== NOISE;
}
