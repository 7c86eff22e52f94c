import type { Config } from "../../config/config.js";
import type { DiagnosedSubject, GenerationDiagnosis } from "../../gradient/diagnosis/diagnose-generation.js";
import { diagnoseGradients, type GradientDiagnosis } from "../../gradient/diagnosis/diagnosis.js";
import { followTraining } from "../../gradient/diagnosis/follow-training.js";
import { isRegulationRecorded } from "../../records/regulation-record.js";
import { genomeOf } from "../../strategies/strategy.js";
import type { Laboratory } from "../laboratory.js";

/** Two blocks of a gradient, which its variance is measured by. */
const LEAST_REPLICATES = 64;

/** How closely a training is looked at. */
interface Look {
  /** Generations that are trained. */
  readonly generations: number;
  /** Antithetic pairs of the estimate without derivatives. */
  readonly pairs: number;
}

/** A training that was made again: its diagnosis, and the network of the last generation that was looked at. */
export interface FollowedTraining extends GradientDiagnosis {
  readonly config: Config;
  readonly genome: Float32Array;
}

/** Makes a training again and diagnoses the best of its generations 0, 1, 2, 3, 4, 6, 8, 12 … and of the last. */
export async function diagnosed(
  { evaluate }: Pick<Laboratory, "evaluate">,
  config: Config,
  { generations, pairs }: Look,
): Promise<FollowedTraining> {
  let genome: Float32Array = new Float32Array();
  async function* subjects(): AsyncGenerator<DiagnosedSubject> {
    for await (const { record, population, isLast } of followTraining(config, evaluate, generations)) {
      const { generation, bestIndividual: individual } = record;
      if (!isLast && !isRegulationRecorded(generation)) continue;
      genome = genomeOf(population, individual);
      yield { generation, population, individual };
    }
  }
  const replicates = Math.max(config.evaluation.replicates, LEAST_REPLICATES);
  const diagnosis = await diagnoseGradients(config, subjects(), { replicates, pairs }, evaluate);
  return { ...diagnosis, config, genome };
}

/** Whether the pathwise gradient is exactly 0. */
export function isFlat({ pathwise }: GenerationDiagnosis): boolean {
  return pathwise?.norm === 0;
}
