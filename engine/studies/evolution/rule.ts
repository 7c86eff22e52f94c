import { CONNECTIVITIES } from "../../../kernels/index.js";

/**
 * What a cell settles on whose neighbours are all off, half of them on or all on: a regulatory function as far as cells that
 * are themselves settled, at 0 or 1, ask it.
 */
export interface Rule {
  readonly none: boolean;
  readonly half: boolean;
  readonly all: boolean;
}

/** On where f is positive. */
export function ruleOf(f: (average: number) => number): Rule {
  return { none: f(0) > 0, half: f(0.5) > 0, all: f(1) > 0 };
}

/** The cells of a pattern on an open line that a rule would change, `[cell]`; none in a pattern at rest. */
export function unsettledCells(pattern: string, { none, half, all }: Rule): readonly boolean[] {
  return Array.from(pattern, (fate, cell) => {
    const beside = CONNECTIVITIES.open.neighbours(cell, pattern.length);
    const on = beside.filter((other) => pattern[other] === "1").length;
    const next = on === 0 ? none : on === beside.length ? all : half;
    return next !== (fate === "1");
  });
}

/** All patterns of an open line of at least two cells that a rule leaves as they are, in the order of the numbers that they are. */
export function restingPatterns(cells: number, rule: Rule): readonly string[] {
  const all = Array.from({ length: 1 << cells }, (_, number) => number.toString(2).padStart(cells, "0"));
  return all.filter((pattern) => !unsettledCells(pattern, rule).includes(true));
}
