import { createActor, fromPromise } from "xstate";
import {
  type Champion,
  type ChampionStep,
  chooseChampion,
  type Config,
  type Problem,
  type SearchState,
  stopReason,
  type StopReason,
} from "../../engine/index.js";
import { CheckpointerClient } from "../checkpointer/checkpointer-client.js";
import { EvaluatorClient } from "../evaluator/evaluator-client.js";
import type { LinesFile } from "../files/lines-file.js";
import { MutatorClient } from "../mutator/mutator-client.js";
import { inspectedBy, type RunObserver, witnessOf } from "../observer.js";
import type { Transport } from "../transport/transport.js";
import { type GenerationInput, populationManagerMachine } from "./population-manager.machine.js";
import { type OnGeneration, RunProgress, type TableExtent } from "./run-progress.js";

/** What a population manager needs from outside. */
export interface PopulationManagerOptions {
  readonly run: string;
  readonly config: Config;
  /** Where to go on from; at the start, the state before generation 0. */
  readonly from: SearchState;
  readonly evaluator: Transport;
  readonly mutator: Transport;
  readonly checkpointer: Transport;
  readonly history: LinesFile;
  readonly regulation: LinesFile;
  readonly timings: LinesFile;
  readonly onGeneration: OnGeneration;
  readonly onChampionStep: (step: ChampionStep) => void;
  readonly onCheckpointFailed: (problem: Problem) => void;
  readonly observer?: RunObserver;
}

/** The champion, and how many seconds it took to choose and measure. */
interface ChosenChampion {
  readonly champion: Champion;
  readonly championSeconds: number;
}

/** How a run ended, and with what. */
export type TrainingOutcome = {
  /** The last complete generation. */
  readonly state: SearchState;
  readonly table: TableExtent;
} & (
  | ({ readonly status: "done"; readonly stopReason: StopReason } & ChosenChampion)
  | { readonly status: "interrupted" }
  | { readonly status: "failed"; readonly problem: Problem }
);

/** The running population manager; see `population-manager.machine.ts` for what it decides. */
export class PopulationManager {
  /** Resolves when the run has ended, however it did. */
  readonly outcome: Promise<TrainingOutcome>;
  readonly #config: Config;
  readonly #evaluator: EvaluatorClient;
  readonly #mutator: MutatorClient;
  readonly #checkpointer: CheckpointerClient;
  readonly #onChampionStep: (step: ChampionStep) => void;
  readonly #progress: RunProgress;
  readonly #actor;
  #chosen: ChosenChampion | undefined;

  constructor(options: PopulationManagerOptions) {
    const { run, config, from, observer } = options;
    const witness = witnessOf(observer);
    this.#config = config;
    this.#onChampionStep = options.onChampionStep;
    this.#progress = new RunProgress(options);
    this.#evaluator = new EvaluatorClient(options.evaluator, run, witness);
    this.#mutator = new MutatorClient(options.mutator, run, witness);
    this.#checkpointer = new CheckpointerClient(
      options.checkpointer,
      run,
      options.onCheckpointFailed,
      witness,
    );
    this.#actor = createActor(this.#machine(), {
      input: { generation: from.generation, stop: stopReason(config.search.stop, from) },
      id: "population-manager",
      ...inspectedBy(observer),
    });
    this.outcome = new Promise((resolve) => {
      this.#actor.subscribe({
        complete: () => {
          resolve(this.#outcome());
        },
      });
    });
    this.#actor.start();
  }

  /** Abandons the generation in hand and ends the run with a checkpoint. */
  interrupt(): void {
    this.#actor.send({ type: "INTERRUPT" });
  }

  #machine(): typeof populationManagerMachine {
    const progress = this.#progress;
    /** An invocation; what one that has been stopped meanwhile comes to is not taken. */
    const invocation = <T>(
      work: (generation: number) => Promise<T>,
      take: (made: T) => void,
    ): ReturnType<typeof fromPromise<undefined, GenerationInput>> =>
      fromPromise<undefined, GenerationInput>(async ({ input, signal }) => {
        const made = await work(input.generation);
        if (!signal.aborted) take(made);
        return undefined;
      });
    return populationManagerMachine.provide({
      actors: {
        ask: invocation(
          (generation) => this.#mutator.ask(generation),
          (proposal) => {
            progress.begin(proposal);
          },
        ),
        evaluate: invocation(
          (generation) => progress.score((task) => this.#evaluator.evaluate(task, generation)),
          (scored) => {
            progress.take(scored);
          },
        ),
        record: fromPromise(async () => progress.record()),
        tell: invocation(
          (generation) => this.#mutator.tell(generation, progress.evaluation),
          (proposal) => {
            progress.advance(proposal);
          },
        ),
        finish: invocation(
          (generation) => this.#choose(generation),
          (chosen) => {
            this.#chosen = chosen;
          },
        ),
        saveLast: invocation(
          (generation) => this.#save(generation),
          () => undefined,
        ),
      },
      actions: {
        abandonEvaluation: () => {
          this.#evaluator.abandon();
        },
        saveIfDue: (_, { generation }) => {
          // Beside the next generation; the checkpointer's client tells of a failure.
          if (generation % this.#config.run.checkpointEvery === 0)
            void this.#save(generation).catch(() => undefined);
        },
      },
    });
  }

  async #choose(generation: number): Promise<ChosenChampion> {
    const startedAt = performance.now();
    const champion = await chooseChampion(
      this.#config,
      this.#progress.state,
      (task) => this.#evaluator.evaluate(task, generation),
      this.#onChampionStep,
    );
    return { champion, championSeconds: (performance.now() - startedAt) / 1000 };
  }

  #save(generation: number): Promise<undefined> {
    return this.#checkpointer.save(generation, () => this.#progress.checkpoint());
  }

  #outcome(): TrainingOutcome {
    const { value, context } = this.#actor.getSnapshot();
    const { state, table } = this.#progress;
    const common = { state, table };
    if (value === "done") {
      return { ...common, status: "done", stopReason: context.stop!, ...this.#chosen! };
    }
    if (value === "interrupted") return { ...common, status: "interrupted" };
    return { ...common, status: "failed", problem: context.problem! };
  }
}
