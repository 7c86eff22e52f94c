import * as z from "zod/mini";
import { option } from "../option.js";
import { exp, log } from "../../kernels/index.js";
import type { GradientSettings } from "./gradient-settings.js";

/** Factors that settings begin with; they tend to 1 by equal ratios, and are 1 from generation `generations` on. */
export interface Curriculum {
  readonly generations: number;
  readonly steepness: number;
  readonly bandwidth: number;
  readonly noise: number;
  readonly duration: number;
}

function factor(what: string): z.ZodMiniDefault<z.ZodMiniNumber> {
  return option(
    z.number().check(z.positive(), z.maximum(1000)),
    1,
    `factor that ${what} begins with, 0 … 1000`,
  );
}

/** Checks a curriculum and fills in factors of 1. */
export const curriculumSchema: z.ZodMiniType<Curriculum> = z.strictObject({
  generations: option(z.int().check(z.minimum(1)), 50, "number of generations until all factors are 1"),
  steepness: factor("the steepness"),
  bandwidth: factor("the bandwidth"),
  noise: factor("the noise strength"),
  duration: option(
    z.number().check(z.positive(), z.maximum(1)),
    1,
    "factor that the duration begins with, 0 … 1",
  ),
});

/** Settings as a curriculum has them in a generation: utilities are those of its noise and duration. */
export function settingsIn(
  settings: Omit<GradientSettings, "noise" | "duration">,
  curriculum: Curriculum | null,
  generation: number,
): GradientSettings {
  if (curriculum === null) return { ...settings, noise: 1, duration: 1 };
  const left = Math.max(0, 1 - generation / curriculum.generations);
  const now = (first: number): number => exp(left * log(first));
  return {
    ...settings,
    steepness: settings.steepness * now(curriculum.steepness),
    bandwidth: settings.bandwidth * now(curriculum.bandwidth),
    noise: now(curriculum.noise),
    duration: now(curriculum.duration),
  };
}
