/**
 * `cellfate/engine`: what people build on. A function belongs here if it checks what it is given, type, shape and range;
 * `tests/library/` misuses every one. What else the layers above need stands in `index.ts`.
 */
export type {
  ConnectivityName,
  DistinctPatterns,
  DrawKeys,
  DriftSummary,
  ReplicateRange,
  System,
} from "../kernels/index.js";
export { foldIn, key, type Key, randomBits, split } from "../kernels/index.js";
export { CONNECTIVITIES, CONNECTIVITY_NAMES, LIMITS, loadKernels, patternString } from "../kernels/index.js";
export { trajectoryFrames } from "../kernels/index.js";
export { type Backend, BACKEND_NAMES, type BackendName, createBackend } from "../kernels/index.js";
export { describeWebGpuAdapter } from "../kernels/index.js";
export * from "./errors.js";
export { NUMERICS_VERSION } from "./version.js";
export type * from "./config/config.js";
export type { InitialLaw } from "./network/initial-law.js";
export * from "./config/presets.js";
export * from "./config/resolve-config.js";
export type { ModelConfig } from "./models/configured-model.js";
export { systemOf } from "./models/system.js";
export * from "./random/draw-keys.js";
export * from "./network/flat-genome.js";
export * from "./network/lecun-normal.js";
export { networkSpace } from "./network/network-space.js";
export type * from "./strategies/strategy.js";
export type * from "./strategies/strategy-definition.js";
export type { StrategyArray, StrategyState } from "./strategies/strategy-state.js";
export {
  DEFAULT_STRATEGY,
  STRATEGIES,
  type StrategyConfig,
  type StrategyName,
} from "./strategies/registry.js";
export { createStrategy, type StrategyOptions } from "./strategies/create-strategy.js";
export type * from "./evaluation/ensemble.js";
export type { Task, TaskKind, TaskResult } from "./evaluation/tasks/kinds.js";
export type { ScoreTask, Scores } from "./evaluation/tasks/score.js";
export { type Evaluate, evaluateOn } from "./evaluation/tasks/evaluate.js";
export { assess, type Assessment, fixedPrecision, type Precision } from "./evaluation/assess.js";
export type * from "./evolution/champion.js";
export * from "./evolution/evolve.js";
export type { Evolution } from "./evolution/evolve-on.js";
export type { GenerationRecord } from "./evolution/generation-record.js";
export type { SearchState } from "./evolution/search-state.js";
export type { StopReason } from "./evolution/stopping.js";
export * from "./evolution/time-step-check.js";
export * from "./analysis/fit-tanh.js";
export * from "./analysis/regulation-curve.js";
export * from "./analysis/regulation-shape.js";
export * from "./analysis/regulator-spec.js";
export * from "./analysis/visited-averages.js";
export type * from "./checkpoint/checkpoint.js";
export * from "./checkpoint/decode-checkpoint.js";
export * from "./checkpoint/encode-checkpoint.js";
export * from "./information/ensemble-measures.js";
export {
  type EntropyEstimate,
  type EntropyEstimator,
  entropyFromCounts,
  ESTIMATOR_NAMES,
  ESTIMATORS,
  estimateEntropy,
  type EstimatorName,
  type EstimatorOptions,
} from "./information/entropy-estimators.js";
export * from "./information/sampling-warnings.js";
export * from "./information/categories.js";
export * from "./information/jackknife.js";
export { ensembleOfPatterns, type PatternEnsemble } from "./information/pattern-ensemble.js";
export * from "./information/soft-measures.js";
export * from "./information/symmetric-bound.js";
export * from "./information/utility-landscape.js";
export type { MeasuresReport } from "./evaluation/measures-report.js";
export { type ChampionRecord, type ChampionSource, parseChampion } from "./records/champion-record.js";
export { parseRunRecord, type RunRecord, type Sitting } from "./records/run-record.js";
export type { SummaryRecord } from "./records/summary-record.js";
