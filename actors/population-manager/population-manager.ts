import { type ActorOptions, createActor, fromPromise } from "xstate";
import {
  CellfateError,
  type Champion,
  chooseChampion,
  type Config,
  encodeCheckpoint,
  type EnsembleRequest,
  type EnsembleResult,
  fitnessRequest,
  type GenerationRecord,
  NUMERICS_VERSION,
  type Problem,
  recordGeneration,
  type Scores,
  type SearchState,
  type StopReason,
  stopReason,
} from "../../engine/index.js";
import type { LinesFile } from "../files/lines-file.js";
import { programVersion } from "../files/program-info.js";
import { type Deferred, deferred } from "../deferred.js";
import { GenomeStore } from "../genome-store.js";
import { Mailbox } from "../mailbox.js";
import type { Envelope, Payload } from "../messages.js";
import type { Transport } from "../transport/transport.js";
import { populationManagerMachine } from "./population-manager.machine.js";

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
  readonly timings: LinesFile;
  readonly onGeneration: (record: GenerationRecord, seconds: number) => void;
  readonly onCheckpointFailed: (problem: Problem) => void;
  readonly inspect?: ActorOptions<typeof populationManagerMachine>["inspect"];
}

/** How a run ended, and with what. */
export type TrainingOutcome = {
  /** The last complete generation. */
  readonly state: SearchState;
  /** The largest table of any individual, and the largest error relative to what it had to reach. */
  readonly table: { readonly intervals: number; readonly relativeError: number };
} & (
  | { readonly status: "done"; readonly stopReason: StopReason; readonly champion: Champion }
  | { readonly status: "interrupted" }
  | { readonly status: "failed"; readonly problem: Problem }
);

/** The running population manager; see `population-manager.machine.ts` for what it decides. */
export class PopulationManager {
  /** Resolves when the run has ended, however it did. */
  readonly outcome: Promise<TrainingOutcome>;
  readonly #options: PopulationManagerOptions;
  readonly #evaluator: Mailbox;
  readonly #mutator: Mailbox;
  readonly #checkpointer: Mailbox;
  readonly #genomes = new GenomeStore();
  readonly #actor;
  readonly #startedAt = performance.now();
  /** After the last complete generation, and where the history stood then. */
  #state: SearchState;
  #historyPosition;
  /** The recorded generation whose successor the mutator is making. */
  #recorded: Omit<SearchState, "strategy"> | undefined;
  #scores: Scores | undefined;
  #champion: Champion | undefined;
  #table = { intervals: 0, relativeError: 0 };
  #lastJob = 0;
  #simulation: Deferred<EnsembleResult> | undefined;
  /** Generation of the newest checkpoint handed to the checkpointer, of the newest on disk, and who waits for one. */
  #handed = -1;
  #saved = -1;
  #saving: { readonly generation: number; readonly done: Deferred<undefined> } | undefined;

  constructor(options: PopulationManagerOptions) {
    const { run, from } = options;
    this.#options = options;
    this.#state = from;
    this.#historyPosition = options.history.position;
    this.#evaluator = new Mailbox(options.evaluator, run);
    this.#mutator = new Mailbox(options.mutator, run);
    this.#checkpointer = new Mailbox(options.checkpointer, run);
    this.#actor = createActor(this.#machine(), {
      input: { generation: from.generation, stop: stopReason(options.config.search.stop, from) },
      ...(options.inspect === undefined ? {} : { inspect: options.inspect }),
    });
    this.outcome = new Promise((resolve) => {
      this.#actor.subscribe({
        complete: () => {
          resolve(this.#outcome());
        },
      });
    });
    for (const mailbox of [this.#evaluator, this.#mutator, this.#checkpointer]) {
      mailbox.onMessage((envelope) => {
        this.#onMessage(envelope);
      });
    }
    this.#actor.start();
  }

  /** Abandons the generation in hand and ends the run with a checkpoint. */
  interrupt(): void {
    this.#actor.send({ type: "INTERRUPT" });
  }

  #machine(): typeof populationManagerMachine {
    const about = (): { generation: number } => ({ generation: this.#state.generation });
    return populationManagerMachine.provide({
      actions: {
        askMutator: () => {
          this.#mutator.send("ask", {}, about());
        },
        tellMutator: () => {
          const { fitness } = this.#scores!;
          this.#mutator.send("tell", { evaluation: { fitness, standardError: null } }, about());
        },
        requestScores: () => {
          const { config } = this.#options;
          const { generation } = this.#state;
          const request = fitnessRequest(config, generation, this.#genomes.get(generation));
          const { estimator } = config.evaluation;
          this.#evaluator.send(
            "score",
            { job: ++this.#lastJob, request: message(request), estimator },
            about(),
          );
        },
        abandonEvaluation: () => {
          this.#evaluator.send("abandon", {}, about());
        },
        saveIfDue: () => {
          if (this.#state.generation % this.#options.config.run.checkpointEvery === 0) this.#save();
        },
      },
      actors: {
        record: fromPromise(async () => this.#record()),
        finish: fromPromise(async () => {
          const { config } = this.#options;
          this.#champion = await chooseChampion(config, this.#state, (request) => this.#simulate(request));
          return undefined;
        }),
        saveLast: fromPromise(async () => {
          const { generation } = this.#state;
          if (this.#saved === generation) return undefined;
          this.#saving = { generation, done: deferred<undefined>() };
          // One that is being written beside the generation in hand may be the one.
          if (this.#handed !== generation) this.#save();
          return this.#saving.done.promise;
        }),
      },
    });
  }

  #onMessage(envelope: Envelope): void {
    const { generation, payload, type } = envelope;
    switch (type) {
      case "population":
        this.#takePopulation(payload);
        break;
      case "scored":
        if (payload.job !== this.#lastJob) return;
        this.#scores = payload.scores;
        this.#actor.send({ type: "SCORED", generation });
        break;
      case "simulated":
        if (payload.job === this.#lastJob) this.#simulation?.resolve(payload.result);
        break;
      case "evaluation-failed":
        if (payload.job !== this.#lastJob) return;
        this.#actor.send({ type: "EVALUATION_FAILED", problem: payload.problem });
        break;
      case "saved":
        this.#saved = generation;
        if (this.#saving?.generation === generation) this.#saving.done.resolve(undefined);
        break;
      case "save-failed":
        if (this.#handed === generation) this.#handed = -1;
        this.#options.onCheckpointFailed(payload.problem);
        if (this.#saving?.generation === generation) {
          this.#saving.done.reject(new CellfateError(payload.problem));
        }
        break;
      default:
        throw new Error(`the population manager cannot take a "${type}" message`);
    }
  }

  /** Takes the population that the mutator offers: the recorded generation is then complete. */
  #takePopulation({ population, strategy }: Payload<"population">): void {
    const { generation } = strategy;
    this.#genomes.put(generation, population);
    if (this.#recorded?.generation === generation) {
      this.#state = { ...this.#recorded, strategy };
      this.#historyPosition = this.#options.history.position;
      this.#recorded = undefined;
    }
    this.#actor.send({ type: "POPULATION", generation });
  }

  #record(): StopReason | null {
    const { config, history, timings, onGeneration, from } = this.#options;
    const scores = this.#scores!;
    const seconds = from.seconds + (performance.now() - this.#startedAt) / 1000;
    const population = this.#genomes.get(this.#state.generation);
    const { record, state } = recordGeneration(config, this.#state, population, scores, seconds);
    history.append(record);
    timings.append({ generation: record.generation, seconds });
    this.#table = {
      intervals: Math.max(this.#table.intervals, ...scores.tableIntervals),
      relativeError: Math.max(
        this.#table.relativeError,
        ...scores.tableError.filter((error) => !Number.isNaN(error)),
      ),
    };
    this.#recorded = state;
    onGeneration(record, seconds);
    return stopReason(config.search.stop, state);
  }

  #simulate(request: EnsembleRequest): Promise<EnsembleResult> {
    this.#simulation = deferred<EnsembleResult>();
    const { generation } = this.#state;
    this.#evaluator.send("simulate", { job: ++this.#lastJob, request: message(request) }, { generation });
    return this.#simulation.promise;
  }

  #save(): void {
    const { config } = this.#options;
    const bytes = encodeCheckpoint({
      numericsVersion: NUMERICS_VERSION,
      program: programVersion(),
      config,
      state: this.#state,
      history: this.#historyPosition,
    });
    this.#handed = this.#state.generation;
    this.#checkpointer.send("save", { bytes }, { generation: this.#handed });
  }

  #outcome(): TrainingOutcome {
    const { value, context } = this.#actor.getSnapshot();
    const common = { state: this.#state, table: this.#table };
    if (value === "done") {
      return { ...common, status: "done", stopReason: context.stop!, champion: this.#champion! };
    }
    if (value === "interrupted") return { ...common, status: "interrupted" };
    return { ...common, status: "failed", problem: context.problem! };
  }
}

/** A request as a message has it: its own objects, the same arrays. */
function message(request: EnsembleRequest): Payload<"simulate">["request"] {
  const { population, keys } = request;
  return { ...request, population: { ...population }, keys: { ...keys } };
}
