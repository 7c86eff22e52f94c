import type { Config } from "../config/config.js";
import type { SearchState } from "../evolution/search-state.js";

/** Everything that a search needs to go on to the same bits. */
export interface Checkpoint {
  readonly numericsVersion: number;
  /** Version of the program that wrote it; another one may go on from it. */
  readonly program: string;
  readonly config: Config;
  readonly state: SearchState;
  /** Where history.jsonl stood: lines, their bytes, and the sha256 of these in hex, which the first checkpoints lack. */
  readonly history: {
    readonly lines: number;
    readonly bytes: number;
    readonly sha256?: string | undefined;
  };
}
