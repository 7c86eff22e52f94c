import { randomUUID } from "node:crypto";
import {
  type BackendName,
  type ChampionStep,
  type Config,
  initialSearchState,
  type Problem,
  type SearchState,
  strategyOf,
} from "../engine/index.js";
import { startCheckpointer } from "./checkpointer/checkpointer.js";
import { Evaluator } from "./evaluator/evaluator.js";
import { type LinePosition, LinesFile } from "./files/lines-file.js";
import type { RunDirectory } from "./files/run-directory.js";
import { startMutator } from "./mutator/mutator.js";
import type { RunObserver } from "./observer.js";
import { PopulationManager, type TrainingOutcome } from "./population-manager/population-manager.js";
import type { OnGeneration } from "./population-manager/run-progress.js";
import { connectInProcess } from "./transport/in-process.js";
import type { WorkerSource } from "./workers/worker-source.js";
import { workersFor } from "./workers/workers-for.js";

/** A run to be started, or to be gone on with. */
export interface TrainingOptions {
  readonly config: Config;
  readonly directory: RunDirectory;
  /** `auto` has been resolved. */
  readonly backend: BackendName;
  /** How many workers of this machine. */
  readonly workers: number;
  /** Where workers come from, if not from this machine. */
  readonly source?: WorkerSource;
  /** Where to go on from; by default the start. */
  readonly from?: {
    readonly state: SearchState;
    readonly history: LinePosition;
    readonly timings: LinePosition;
    readonly regulation: LinePosition;
  };
  readonly onGeneration?: OnGeneration;
  /** Hears of what is done once the search has ended. */
  readonly onChampionStep?: (step: ChampionStep) => void;
  readonly onCheckpointFailed?: (problem: Problem) => void;
  /** Hears of a worker that cannot be started; the run goes on with the others. */
  readonly onWorkerGivenUp?: (problem: Problem) => void;
  /** Watches the actors, for traces and visualizers. */
  readonly observer?: RunObserver;
}

/** A run in progress. */
export interface TrainingRun {
  readonly outcome: Promise<TrainingOutcome>;
  /** Ends the run with a checkpoint of the last complete generation. */
  interrupt(): void;
}

/**
 * Starts the four actors of a run, connects them and lets them work; the files of the run are written as they go.
 * The result does not depend on the number of workers.
 */
export function startTraining(options: TrainingOptions): TrainingRun {
  const { config, directory, backend, from, onGeneration, onCheckpointFailed, onWorkerGivenUp } = options;
  const { onChampionStep } = options;
  const run = randomUUID();
  const observer = options.observer === undefined ? {} : { observer: options.observer };
  const history = new LinesFile(directory.file("history"), from?.history);
  const timings = new LinesFile(directory.file("timings"), from?.timings);
  const regulation = new LinesFile(directory.file("regulation"), from?.regulation);
  const strategy = strategyOf(config, from?.state.strategy);
  const state = from?.state ?? initialSearchState(strategy.save());
  const [toEvaluator, evaluatorEnd] = connectInProcess();
  const [toMutator, mutatorEnd] = connectInProcess();
  const [toCheckpointer, checkpointerEnd] = connectInProcess();
  const evaluator = new Evaluator({
    run,
    manager: evaluatorEnd,
    backend,
    source: options.source ?? workersFor(backend, options.workers),
    onWorkerGivenUp: onWorkerGivenUp ?? ((): void => undefined),
    ...observer,
  });
  startMutator({ run, manager: mutatorEnd, strategy, ...observer });
  const folder = directory.checkpoints(config);
  startCheckpointer({
    run,
    manager: checkpointerEnd,
    write: async (generation, bytes) => {
      // What the checkpoint says of the history must outlive whatever the checkpoint outlives.
      await history.sync();
      await folder.write(generation, bytes);
      return folder.fileOf(generation);
    },
    ...observer,
  });
  const manager = new PopulationManager({
    run,
    config,
    from: state,
    evaluator: toEvaluator,
    mutator: toMutator,
    checkpointer: toCheckpointer,
    history,
    timings,
    regulation,
    onGeneration: onGeneration ?? ((): void => undefined),
    onChampionStep: onChampionStep ?? ((): void => undefined),
    onCheckpointFailed: onCheckpointFailed ?? ((): void => undefined),
    ...observer,
  });
  const outcome = manager.outcome.then(async (result) => {
    await evaluator.stop();
    history.close();
    timings.close();
    regulation.close();
    return result;
  });
  return {
    outcome,
    interrupt: () => {
      manager.interrupt();
    },
  };
}
