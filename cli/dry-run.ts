import {
  type BackendName,
  cellStepsOf,
  type Config,
  evaluateOn,
  fitnessRequest,
  strategyOf,
} from "../engine/index.js";
import { print } from "./output/streams.js";
import { workersOf } from "./train-session.js";
import { withBackend } from "./with-backend.js";

/** Work of the trial that the time is expected from: some hundredths of a second. */
const TRIAL_CELL_STEPS = 2e7;
/**
 * A process with its libraries, and one worker with its kernels: the line through the peak resident memory of the
 * preset's first 20 generations with 1, 2, 4 and 8 workers (115, 138, 188, 303 MB; Linux, x86-64, Node 20). Ensembles
 * of many large patterns take more.
 */
const PROCESS_BYTES = 85e6;
const WORKER_BYTES = 27e6;

/** Says what a run would cost: cell-steps, and time and memory as far as a trial of a moment tells. */
export async function dryRun(config: Config, backend: BackendName, json: boolean): Promise<void> {
  const workers = workersOf(config);
  const request = fitnessRequest(config, 0, strategyOf(config).ask());
  const perGeneration = cellStepsOf(request);
  const replicates = Math.min(
    config.evaluation.replicates,
    Math.max(4, Math.trunc((TRIAL_CELL_STEPS / perGeneration) * config.evaluation.replicates)),
  );
  const trial = { ...request, replicates: { from: 0, count: replicates } };
  const { system } = trial;
  const steps = Math.min(system.integrator.steps, 100);
  const warmUp = { ...trial, system: { ...system, integrator: { ...system.integrator, steps } } };
  const seconds = await withBackend(backend, async (opened) => {
    const evaluate = evaluateOn(opened);
    await evaluate({ kind: "ensemble", ensembles: warmUp });
    const started = performance.now();
    await evaluate({ kind: "ensemble", ensembles: trial });
    return (performance.now() - started) / 1000;
  });
  const cellSteps = perGeneration * config.search.stop.generations;
  const estimate = {
    generations: config.search.stop.generations,
    cellStepsPerGeneration: perGeneration,
    cellSteps,
    workers,
    expectedSeconds: ((seconds / cellStepsOf(trial)) * cellSteps) / workers,
    expectedBytes: PROCESS_BYTES + workers * (WORKER_BYTES + 2 * request.population.genomes.byteLength),
  };
  print(
    json
      ? `${JSON.stringify(estimate)}\n`
      : [
          `${estimate.generations} generations of ${perGeneration.toExponential(2).replace("e+", "e")} cell-steps, ${cellSteps.toExponential(2).replace("e+", "e")} in all`,
          `about ${estimate.expectedSeconds.toPrecision(2)} s of search with ${workers} workers, by a trial of ${trial.replicates.count} replicates`,
          `about ${Math.round(estimate.expectedBytes / 1e6)} MB of memory`,
          "Nothing was written.\n",
        ].join("\n"),
  );
}
