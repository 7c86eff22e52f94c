/** The science and the search: configuration, measures, strategies, evaluation, evolution and checkpoint bytes. */
export type {
  ConnectivityName,
  DistinctPatterns,
  DrawKeys,
  DriftSummary,
  ReplicateRange,
  System,
} from "../kernels/index.js";
export { foldIn, key, randomBits, split, type Key } from "../kernels/index.js";
export { CONNECTIVITIES, CONNECTIVITY_NAMES, LIMITS, loadKernels, patternString } from "../kernels/index.js";
export { trajectoryFrames } from "../kernels/index.js";
export { describeWebGpuAdapter } from "../kernels/index.js";
export { createBackend, type Backend, type BackendName, BACKEND_NAMES } from "../kernels/index.js";
export * from "./errors.js";
export { NUMERICS_VERSION } from "./version.js";
export * from "./config/config.js";
export { stepsOf } from "./config/schema.js";
export * from "./config/presets.js";
export { type ConfigPath, pathName } from "./config/config-path.js";
export * from "./config/old-spelling.js";
export * from "./config/overlay.js";
export * from "./config/resolve-config.js";
export { arraySizesOf } from "./config/size-problem.js";
export * from "./models/system.js";
export * from "./models/system-schema.js";
export * from "./random/draw-keys.js";
export * from "./network/flat-genome.js";
export * from "./network/lecun-normal.js";
export * from "./strategies/strategy.js";
export * from "./strategies/strategy-schema.js";
export {
  checkContents,
  savedArray,
  type StrategyArray,
  type StrategyState,
} from "./strategies/strategy-state.js";
export * from "./strategies/registry.js";
export * from "./strategies/create-strategy.js";
export { individualsOf } from "./strategies/individuals.js";
export * from "./strategies/describe-options.js";
export type { StrategyDefinition } from "./strategies/strategy-definition.js";
export { networkSpace } from "./network/network-space.js";
export * from "./evaluation/ensemble.js";
export * from "./evaluation/ensemble-schema.js";
export * from "./evaluation/shards.js";
export * from "./evaluation/sizes.js";
export * from "./evaluation/tasks/task.js";
export * from "./evaluation/tasks/kinds.js";
export * from "./evaluation/tasks/evaluate.js";
export * from "./evaluation/tasks/score.js";
export * from "./evaluation/assess.js";
export * from "./evaluation/measures-report.js";
export * from "./evolution/champion.js";
export * from "./evolution/evolve.js";
export * from "./evolution/fitness-task.js";
export * from "./evolution/score-generation.js";
export * from "./evolution/verify-target.js";
export type { InitialLaw } from "./network/initial-law.js";
export * from "./evolution/generation-record.js";
export * from "./evolution/search.js";
export * from "./evolution/search-state.js";
export * from "./evolution/stopping.js";
export * from "./evolution/table-effect.js";
export * from "./evolution/time-step-check.js";
export * from "./analysis/fit-tanh.js";
export * from "./analysis/regulation-curve.js";
export * from "./analysis/regulation-shape.js";
export * from "./analysis/regulator-spec.js";
export * from "./checkpoint/checkpoint.js";
export * from "./checkpoint/configuration-hash.js";
export * from "./checkpoint/decode-checkpoint.js";
export * from "./checkpoint/encode-checkpoint.js";
export * from "./codec/array-schemas.js";
export * from "./codec/msgpack.js";
export * from "./codec/parse-json.js";
export * from "./information/ensemble-measures.js";
export * from "./information/entropy-estimators.js";
export * from "./information/sampling-warnings.js";
export * from "./information/categories.js";
export * from "./information/jackknife.js";
export * from "./information/pattern-ensemble.js";
export * from "./information/soft-measures.js";
export * from "./information/symmetric-bound.js";
export * from "./information/utility-landscape.js";
export * from "./records/champion-record.js";
export * from "./records/run-record.js";
export * from "./records/summary-record.js";
