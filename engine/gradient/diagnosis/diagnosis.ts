import type { Config } from "../../config/config.js";
import { resolveConfig } from "../../config/resolve-config.js";
import type { Evaluate } from "../../evaluation/tasks/evaluate.js";
import { strategyNamed } from "../../strategies/registry.js";
import type { GradientSettings } from "../gradient-settings.js";
import {
  type DiagnosedSubject,
  diagnoseGeneration,
  type DiagnosisEffort,
  type GenerationDiagnosis,
} from "./diagnose-generation.js";
import { type Verdict, verdictOf } from "./verdict.js";

/** How the gradient came about over a training. */
export interface GradientDiagnosis extends DiagnosisEffort {
  readonly strategy: string;
  /** Those of the last generation. */
  readonly settings: GradientSettings;
  /** Whether they are the training's own, or the defaults, as its strategy follows no gradient. */
  readonly isFollowed: boolean;
  readonly verdict: Verdict;
  /** Ascending. */
  readonly generations: readonly GenerationDiagnosis[];
}

/** The gradient that the strategy of a configuration follows; undefined where it follows none. */
function followed({ search: { strategy } }: Config, generation: number): GradientSettings | undefined {
  return strategyNamed(strategy.name).gradient?.(strategy, generation);
}

/** The same, or what the strategy `gradient` follows by default. */
function followedOrDefault(config: Config, generation: number): GradientSettings {
  const settings =
    followed(config, generation) ?? followed(resolveConfig({ search: { strategy: "gradient" } }), generation);
  if (settings === undefined) throw new Error("the strategy gradient follows no gradient");
  return settings;
}

/** Diagnoses one after the other. @throws CellfateError `gradient.unsupported` */
export async function diagnoseGradients(
  config: Config,
  subjects: AsyncIterable<DiagnosedSubject>,
  effort: DiagnosisEffort,
  evaluate: Evaluate,
): Promise<GradientDiagnosis> {
  const generations: GenerationDiagnosis[] = [];
  for await (const subject of subjects) {
    const settings = followedOrDefault(config, subject.generation);
    generations.push(await diagnoseGeneration(config, subject, settings, effort, evaluate));
  }
  const settings = followedOrDefault(config, generations.at(-1)?.generation ?? 0);
  return {
    strategy: config.search.strategy.name,
    settings,
    isFollowed: followed(config, 0) !== undefined,
    ...effort,
    verdict: verdictOf(settings, generations),
    generations,
  };
}
