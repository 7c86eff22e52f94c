/** One thing to time. */
export interface Case {
  readonly name: string;
  /** Does all of the work once. */
  run(): unknown;
  /** How many of the suite's units one call of `run` does. */
  readonly work: number;
}

/** Cases that do the same work, and the check that they do. */
export interface Suite {
  readonly title: string;
  /** What one unit of work is: a cell-step, a pattern, a message. */
  readonly unit: string;
  /** The size of the problem, for people. */
  readonly size: string;
  readonly cases: readonly Case[];
  /** What could not be timed here, and why; printed and recorded. */
  readonly skipped?: readonly string[];
  /** @throws when two cases' outputs differ where they should not; called before anything is timed. */
  verify(): void | Promise<void>;
  /** Ends the processes that the cases use. */
  dispose?(): void;
}

export interface SuiteOptions {
  /** Whether to choose sizes for a minute in all rather than for the record. */
  readonly quick: boolean;
}

/** What a file in bench/suites/ exports as `default`; adding the file adds the suite. */
export type SuiteFactory = (options: SuiteOptions) => Promise<Suite>;
