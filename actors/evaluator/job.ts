import type {
  EnsembleRequest,
  EnsembleResult,
  EstimatorName,
  ReplicateRange,
  Scores,
} from "../../engine/index.js";

/** A request in hand: its waves are simulated one after the other. */
export interface Job {
  readonly job: number;
  readonly generation: number;
  readonly request: EnsembleRequest;
  /** Null where the patterns themselves are wanted, in one wave. */
  readonly estimator: EstimatorName | null;
  readonly waves: EnsembleRequest[];
  readonly scores: Scores[];
}

/** The wave in hand: which replicates each shard has, and what came back. */
export interface Wave {
  readonly number: number;
  readonly request: EnsembleRequest;
  readonly shards: ReadonlyMap<number, ReplicateRange>;
  readonly results: Map<number, EnsembleResult>;
}
