import {
  type Config,
  encodeCheckpoint,
  type Evaluate,
  type Evaluation,
  evaluationOf,
  type GenerationRecord,
  isRegulationRecorded,
  NUMERICS_VERSION,
  type Proposal,
  regulationRecord,
  type Scores,
  type ScoredGeneration,
  Search,
  type SearchState,
  type StopReason,
} from "../../engine/index.js";
import type { LinePosition, LinesFile } from "../files/lines-file.js";
import { programVersion } from "../files/program-info.js";

/** The largest table of any individual, and the largest error over the bound that it had to keep. */
export interface TableExtent {
  readonly intervals: number;
  readonly errorOverBound: number;
}

/**
 * Hears of a generation that is written down.
 *
 * @param seconds that the search has taken, in all its sittings
 * @param best the genome of its best individual
 */
export type OnGeneration = (record: GenerationRecord, seconds: number, best: Float32Array) => void;

/** What the progress of a run is written to, and who hears of it. */
export interface ProgressOptions {
  readonly config: Config;
  /** Where to go on from; at the start, the state before generation 0. */
  readonly from: SearchState;
  readonly history: LinesFile;
  readonly regulation: LinesFile;
  readonly timings: LinesFile;
  readonly onGeneration: OnGeneration;
}

/**
 * What a run has come to, beside the population manager's machine: the search, the scores of the generation in hand,
 * and where the history stands, so that a checkpoint of the last complete generation can be made at any time.
 */
export class RunProgress {
  readonly #options: ProgressOptions;
  readonly #startedAt = performance.now();
  #search: Search | undefined;
  #scored: ScoredGeneration | undefined;
  /** Where the history stands after the last complete generation. */
  #history: LinePosition;
  #table: TableExtent = { intervals: 0, errorOverBound: 0 };

  constructor(options: ProgressOptions) {
    this.#options = options;
    this.#history = options.history.position;
  }

  /** After the last complete generation. */
  get state(): SearchState {
    return this.#search?.state ?? this.#options.from;
  }

  get table(): TableExtent {
    return this.#table;
  }

  /** Takes the first proposal: the search begins, or goes on. */
  begin(proposal: Proposal): void {
    this.#search = new Search(this.#options.config, proposal, this.#options.from);
  }

  /** Evaluates the generation in hand. */
  score(evaluate: Evaluate): Promise<ScoredGeneration> {
    return this.#search!.score(evaluate);
  }

  /** Takes how the generation in hand was evaluated. */
  take(scored: ScoredGeneration): void {
    this.#scored = scored;
  }

  /** How the generation in hand was evaluated, for the strategy. */
  get evaluation(): Evaluation {
    return evaluationOf(this.#scored!);
  }

  /** Writes the generation in hand down; whether the search ends with it. */
  record(): StopReason | null {
    const { config, from, history, timings, regulation, onGeneration } = this.#options;
    const [search, scored] = [this.#search!, this.#scored!];
    const seconds = from.seconds + (performance.now() - this.#startedAt) / 1000;
    const record = search.record(scored, seconds);
    history.append(record);
    timings.append({ generation: record.generation, seconds });
    const best = search.genome(record.bestIndividual);
    if (isRegulationRecorded(record.generation)) {
      regulation.append(regulationRecord(config.network.hidden, record, best));
    }
    this.#table = extended(this.#table, scored.scores);
    onGeneration(record, seconds, best);
    return search.stop;
  }

  /** Takes the proposal for the next generation: the one in hand is complete. */
  advance(proposal: Proposal): void {
    this.#search!.advance(proposal);
    this.#history = this.#options.history.position;
  }

  /** The last complete generation as the bytes of a checkpoint. */
  checkpoint(): Uint8Array {
    return encodeCheckpoint({
      numericsVersion: NUMERICS_VERSION,
      program: programVersion(),
      config: this.#options.config,
      state: this.state,
      history: this.#history,
    });
  }
}

function extended(
  { intervals, errorOverBound }: TableExtent,
  { tableIntervals, tableError }: Scores,
): TableExtent {
  return {
    intervals: Math.max(intervals, ...tableIntervals),
    errorOverBound: Math.max(errorOverBound, ...tableError.filter((error) => !Number.isNaN(error))),
  };
}
