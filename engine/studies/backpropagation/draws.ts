import type { Config } from "../../config/config.js";
import type { GenerationDiagnosis } from "../../gradient/diagnosis/diagnose-generation.js";
import { diagnoseGradients } from "../../gradient/diagnosis/diagnosis.js";
import { followTraining } from "../../gradient/diagnosis/follow-training.js";
import { LEAST_SIGNAL } from "../../gradient/diagnosis/verdict.js";
import { type Laboratory, presetWith, sized } from "../laboratory.js";
import { FIRST_SEED } from "./races.js";

/** Steep networks of which the best is looked at. */
export const DRAWN = 64;

/** The gradients of networks as they are drawn, one a seed. */
export interface Draws {
  /** The best of the networks that the preset `gradient` begins with. */
  readonly gentle: readonly GenerationDiagnosis[];
  /** The best of as many steep networks as {@link DRAWN}: those of the preset `optimum`, which reaches the bound. */
  readonly steep: readonly GenerationDiagnosis[];
}

/** The best of the first generation of a search, by the gradient that the preset `gradient` follows. */
async function bestDraw({ evaluate }: Laboratory, config: Config): Promise<readonly GenerationDiagnosis[]> {
  async function* subjects() {
    for await (const { record, population } of followTraining(config, evaluate, 1))
      yield { generation: 0, population, individual: record.bestIndividual };
  }
  const { generations } = await diagnoseGradients(config, subjects(), { replicates: 64, pairs: 1 }, evaluate);
  return generations;
}

/** Whether a pathwise gradient says nothing: it is exactly 0, or shorter than the noise makes it. */
export function isLost({ pathwise }: GenerationDiagnosis): boolean {
  return (pathwise?.signalToNoise ?? 0) < LEAST_SIGNAL;
}

/** Draws of both kinds and their gradients. */
export async function drawsOf(laboratory: Laboratory): Promise<Draws> {
  const seeds = Array.from({ length: sized(laboratory, 20, 6) }, (_, i) => FIRST_SEED + i);
  const gentle: GenerationDiagnosis[] = [];
  const steep: GenerationDiagnosis[] = [];
  for (const seed of seeds) {
    gentle.push(...(await bestDraw(laboratory, presetWith("gradient", { seed }))));
    const search = { strategy: { name: "random", population: DRAWN }, stop: { target: null } };
    const evaluation = { racing: { promoted: 4 } };
    steep.push(...(await bestDraw(laboratory, presetWith("optimum", { seed, search, evaluation }))));
  }
  return { gentle, steep };
}
