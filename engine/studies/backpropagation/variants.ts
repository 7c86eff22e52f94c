import { overlay } from "../../config/overlay.js";
import { resolveConfig } from "../../config/resolve-config.js";
import type { GradientDiagnosis } from "../../gradient/diagnosis/diagnosis.js";
import { type Laboratory, sized } from "../laboratory.js";
import { diagnosed, isFlat } from "./followed.js";
import { STALL_NAMES, type StallName, STALLS } from "./stalls.js";

/** The noise that opens the clip: that of the model as documented. */
export const NOISE = 0.1;

/** A stalled training with other noise, fates or derivative of the clip. */
export interface Variant {
  readonly stall: StallName;
  readonly noiseStrength: number;
  readonly fates: "thresholded" | "sigmoid";
  readonly clip: "exact" | "straight-through";
  readonly diagnosis: GradientDiagnosis;
}

/** Both stalls with every combination of noise, fates and derivative of the clip, all else as it was. */
export async function variantsOf(laboratory: Laboratory): Promise<readonly Variant[]> {
  const look = { generations: sized(laboratory, 60, 9), pairs: 2 };
  const variants: Variant[] = [];
  for (const stall of STALL_NAMES) {
    const { [stall]: base } = STALLS;
    for (const noiseStrength of [base.model.noiseStrength, NOISE]) {
      for (const fates of ["thresholded", "sigmoid"] as const) {
        for (const clip of ["exact", "straight-through"] as const) {
          const changes = { model: { noiseStrength }, search: { strategy: { fates, clip } } };
          const diagnosis = await diagnosed(laboratory, resolveConfig(overlay(base, changes)), look);
          variants.push({ stall, noiseStrength, fates, clip, diagnosis });
        }
      }
    }
  }
  return variants;
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
