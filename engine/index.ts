/**
 * What the layers above import: the library, and what works within the program on values that were checked where they
 * came in, files and messages by their schemas, options by the command line. A user of the package has `library.ts`.
 */
export * from "./library.js";
export { KEPT_BYTES, type PatternLayout } from "../kernels/index.js";
export { nearest, withSuggestions } from "./suggestions.js";
export { type ConfigPath, isRecord, pathName, valueAt } from "./config/config-path.js";
export { keyWords } from "./config/key-words.js";
export { MOST_WORKERS, stepsOf } from "./config/schema.js";
export * from "./config/old-spelling.js";
export * from "./config/overlay.js";
export { arraySizesOf } from "./config/size-problem.js";
export * from "./models/system.js";
export * from "./models/system-schema.js";
export * from "./strategies/strategy.js";
export * from "./strategies/strategy-schema.js";
export * from "./strategies/registry.js";
export * from "./strategies/create-strategy.js";
export { individualsOf, mostIndividualsOf } from "./strategies/individuals.js";
export * from "./strategies/describe-options.js";
export * from "./evaluation/ensemble.js";
export * from "./evaluation/ensemble-schema.js";
export * from "./evaluation/shards.js";
export * from "./evaluation/sizes.js";
export * from "./evaluation/tasks/kinds.js";
export * from "./evaluation/tasks/evaluate.js";
export * from "./evaluation/tasks/score.js";
export * from "./evolution/differentiate.js";
export * from "./gradient/gradient-settings.js";
export type {
  DiagnosedSubject,
  DiagnosisEffort,
  GenerationDiagnosis,
} from "./gradient/diagnosis/diagnose-generation.js";
export * from "./gradient/diagnosis/diagnosis.js";
export * from "./gradient/diagnosis/follow-training.js";
export * from "./evaluation/measures-report.js";
export { RECENT_GENERATIONS } from "./evolution/candidates.js";
export * from "./evolution/champion.js";
export * from "./evolution/fitness-task.js";
export * from "./evolution/score-generation.js";
export * from "./evolution/scoring-plan.js";
export * from "./evolution/verify-target.js";
export * from "./evolution/generation-record.js";
export * from "./evolution/search.js";
export * from "./evolution/search-state.js";
export * from "./evolution/stopping.js";
export * from "./evolution/table-effect.js";
export { costQuantile } from "./analysis/empirical-distribution.js";
export * from "./analysis/run-comparison.js";
export * from "./checkpoint/configuration-hash.js";
export * from "./codec/msgpack.js";
export * from "./codec/parse-json.js";
export * from "./records/champion-record.js";
export { type AttainedCase, parseComparison } from "./records/comparison-record.js";
export * from "./records/history-record.js";
export * from "./records/regulation-record.js";
export * from "./records/run-record.js";
export * from "./records/summary-record.js";
