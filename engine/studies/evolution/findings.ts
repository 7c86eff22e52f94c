import type { MeasuresReport } from "../../evaluation/measures-report.js";
import type { Visits } from "../../figures/visits.js";
import type { FoundBySearch, Trajectories } from "../laboratory.js";
import type { Rule } from "./rule.js";
import type { Settling } from "./settling.js";

/** A search, and what its champion does. */
export interface LookedAt extends FoundBySearch {
  /** f(i / 256), i = 0 … 256, of the champion. */
  readonly values: readonly number[];
  readonly rule: Rule;
  /** The patterns that its rule leaves as they are. */
  readonly resting: readonly string[];
  /** On fresh replicates. */
  readonly measures: MeasuresReport;
  readonly visited: Visits;
  readonly trajectories: Trajectories;
}

/** A line of so many cells under the champion of a line of 7. */
interface OtherLine {
  readonly cells: number;
  readonly resting: readonly string[];
  /** The utility if all replicates ended in the one pattern at rest that is not all alike; null where there is no such one. */
  readonly sure: number | null;
  readonly measures: MeasuresReport;
}

/** What evolution finds. */
export interface EvolutionFindings {
  readonly bound: number;
  /** Evolution as the last project documented it and as it ran it. */
  readonly documented: FoundBySearch;
  readonly executed: LookedAt;
  /** The utility if all patterns at rest under the rule of `executed` were equally frequent. */
  readonly uniform: number;
  readonly robust: LookedAt;
  /** The champion of `robust` at dt and finer time steps. */
  readonly finer: readonly { readonly dt: number; readonly measures: MeasuresReport }[];
  readonly settling: Settling;
  /** The same champion where all cells begin on. */
  readonly fromOn: MeasuresReport;
  readonly lines: readonly OtherLine[];
  /** The champions of the search that does not ask for finer time steps, a seed each. */
  readonly steep: readonly FoundBySearch[];
}
