/** What went wrong, as data: the same shape in every layer, so that any of them can be printed or sent. */
export interface Problem {
  /** Stable, for programs: `config.out-of-range`, `backend.unavailable`, … */
  readonly code: string;
  /** One sentence: what was expected and what was found. */
  readonly message: string;
  /** Where: a configuration path, a file with line and column, a run directory. */
  readonly where?: string;
  /** What to do about it. */
  readonly cure?: string;
}

/** An error that carries its {@link Problem}. */
export class CellfateError extends Error implements Problem {
  override readonly name = "CellfateError";
  readonly code: string;
  readonly where?: string;
  readonly cure?: string;

  constructor(problem: Problem, options?: ErrorOptions) {
    super(problem.message, options);
    this.code = problem.code;
    if (problem.where !== undefined) this.where = problem.where;
    if (problem.cure !== undefined) this.cure = problem.cure;
  }
}
