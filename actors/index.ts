/** Concurrency, failure and persistence: the training lifecycle as actors, and the files of a run. */
export * from "./training-run.js";
export * from "./population-manager/population-manager.js";
export * from "./files/run-directory.js";
export { ComparisonDirectory } from "./files/comparison-directory.js";
export * from "./files/checkpoint-folder.js";
export * from "./files/lines-file.js";
export * from "./files/program-info.js";
export * from "./files/read-text-file.js";
export * from "./files/read-run-config.js";
export * from "./files/read-run.js";
export * from "./files/read-comparison.js";
export * from "./recovery.js";
export * from "./files/write-results.js";
export * from "./files/atomic-write.js";
export * from "./files/error-code.js";
export * from "./files/write-problem.js";
export * from "./problem-of.js";
export { makeFolder } from "./files/output-folder.js";
