import {
  type Config,
  encodeCheckpoint,
  fitnessTask,
  type GenerationRecord,
  NUMERICS_VERSION,
  type Population,
  recordGeneration,
  type Scores,
  type ScoreTask,
  type SearchState,
  type StopReason,
  stopReason,
} from "../../engine/index.js";
import type { LinePosition, LinesFile } from "../files/lines-file.js";
import { programVersion } from "../files/program-info.js";
import type { Offer } from "../mutator/mutator-client.js";

/** The largest table of any individual, and the largest error relative to what it had to reach. */
export interface TableExtent {
  readonly intervals: number;
  readonly relativeError: number;
}

/** What the progress of a run is written to, and who hears of it. */
export interface ProgressOptions {
  readonly config: Config;
  /** Where to go on from; at the start, the state before generation 0. */
  readonly from: SearchState;
  readonly history: LinesFile;
  readonly timings: LinesFile;
  readonly onGeneration: (record: GenerationRecord, seconds: number) => void;
}

/** A generation that has been scored and written down, but whose successor is not known. */
interface RecordedGeneration {
  readonly state: Omit<SearchState, "strategy">;
  /** Where the history stands after it. */
  readonly history: LinePosition;
}

/**
 * What a run has come to, beside the population manager's machine: the last complete generation, which checkpoints
 * save, and of the one in hand its genomes, then its scores, then its record.
 */
export class RunProgress {
  readonly #options: ProgressOptions;
  readonly #startedAt = performance.now();
  #state: SearchState;
  /** Where the history stands after `#state`. */
  #history: LinePosition;
  #population: Population | undefined;
  #scores: Scores | undefined;
  #recorded: RecordedGeneration | undefined;
  #table: TableExtent = { intervals: 0, relativeError: 0 };

  constructor(options: ProgressOptions) {
    this.#options = options;
    this.#state = options.from;
    this.#history = options.history.position;
  }

  /** After the last complete generation. */
  get state(): SearchState {
    return this.#state;
  }

  get table(): TableExtent {
    return this.#table;
  }

  /** Takes the population that the mutator offers: the recorded generation, if there is one, is then complete. */
  take({ generation, population }: Offer): void {
    this.#population = population;
    if (this.#recorded === undefined) return;
    this.#state = { ...this.#recorded.state, strategy: { generation, population } };
    this.#history = this.#recorded.history;
    this.#recorded = undefined;
  }

  /** The task whose scores are the fitness of the generation in hand. */
  fitnessTask(): ScoreTask {
    return fitnessTask(this.#options.config, this.#state.generation, this.#population!);
  }

  /** Takes the scores of the generation in hand. */
  score(scores: Scores): void {
    this.#scores = scores;
  }

  /** Writes the generation in hand down; whether the search ends with it. */
  record(): StopReason | null {
    const { config, from, history, timings, onGeneration } = this.#options;
    const scores = this.#scores!;
    const seconds = from.seconds + (performance.now() - this.#startedAt) / 1000;
    const { record, state } = recordGeneration(config, this.#state, this.#population!, scores, seconds);
    history.append(record);
    timings.append({ generation: record.generation, seconds });
    this.#recorded = { state, history: history.position };
    this.#table = {
      intervals: Math.max(this.#table.intervals, ...scores.tableIntervals),
      relativeError: Math.max(
        this.#table.relativeError,
        ...scores.tableError.filter((error) => !Number.isNaN(error)),
      ),
    };
    onGeneration(record, seconds);
    return stopReason(config.search, state);
  }

  /** What the strategy is told of the generation in hand. */
  get fitness(): Float64Array {
    return this.#scores!.fitness;
  }

  /** The last complete generation as the bytes of a checkpoint. */
  checkpoint(): Uint8Array {
    return encodeCheckpoint({
      numericsVersion: NUMERICS_VERSION,
      program: programVersion(),
      config: this.#options.config,
      state: this.#state,
      history: this.#history,
    });
  }
}
