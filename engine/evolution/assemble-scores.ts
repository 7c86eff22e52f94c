import { rankByFitness } from "../strategies/strategy.js";
import type { Scores } from "../evaluation/tasks/score.js";

/** An individual of other scores. */
interface ScoresRow {
  readonly of: Scores;
  readonly row: number;
}

/** Scores whose individuals are those of others, one by one. */
function assembleScores(rows: readonly ScoresRow[]): Scores {
  const floats = (
    name: "fitness" | "patternEntropy" | "reproducibilityEntropy" | "tableError",
  ): Float64Array => Float64Array.from(rows, ({ of, row }) => of[name][row]!);
  const counts = (name: "distinctPatterns" | "tableIntervals"): Uint32Array =>
    Uint32Array.from(rows, ({ of, row }) => of[name][row]!);
  const errors = rows.map(({ of, row }) => of.standardError?.[row]);
  return {
    fitness: floats("fitness"),
    standardError: errors.includes(undefined) ? null : Float64Array.from(errors, (error) => error ?? NaN),
    patternEntropy: floats("patternEntropy"),
    reproducibilityEntropy: floats("reproducibilityEntropy"),
    distinctPatterns: counts("distinctPatterns"),
    tableIntervals: counts("tableIntervals"),
    tableError: floats("tableError"),
  };
}

/** The scores of some individuals. */
export function rowsOf(scores: Scores, individuals: readonly number[]): Scores {
  return assembleScores(individuals.map((row) => ({ of: scores, row })));
}

/** The largest tables and errors of several scores of the same individuals. */
function largestTables(
  several: readonly [Scores, ...Scores[]],
): Pick<Scores, "tableIntervals" | "tableError"> {
  const [first] = several;
  return {
    tableIntervals: first.tableIntervals.map((_, row) =>
      Math.max(...several.map(({ tableIntervals }) => tableIntervals[row]!)),
    ),
    tableError: first.tableError.map((_, row) =>
      Math.max(...several.map(({ tableError }) => tableError[row]!)),
    ),
  };
}

/** Of several scores of the same individuals, each individual's worst, and its largest table; invalid in one is invalid. */
export function worstScores(several: readonly [Scores, ...Scores[]]): Scores {
  const [first] = several;
  const worst = assembleScores(
    Array.from(first.fitness, (_, row) => {
      const ranked = rankByFitness(several.map(({ fitness }) => fitness[row]!));
      return { of: several[ranked[several.length - 1]!] ?? first, row };
    }),
  );
  return { ...worst, ...largestTables(several) };
}

/** Scores of the same individuals on two sets of replicates as those of both: fitness is averaged, the rest is the second's. */
export function averagedScores(first: Scores, before: number, second: Scores, again: number): Scores {
  const all = before + again;
  const [a, b] = [first.standardError, second.standardError];
  return {
    ...second,
    fitness: first.fitness.map((value, row) => (before * value + again * second.fitness[row]!) / all),
    // Of independent replicates the variances add.
    standardError:
      a?.map((value, row) => {
        const [own, other] = [before * value, again * (b?.[row] ?? NaN)];
        return Math.sqrt(own * own + other * other) / all;
      }) ?? null,
  };
}

/** How far below the promoted those stay that were passed over, in bits: equal ones would be ranked by their index. */
const BELOW = 1e-9;

/**
 * Scores with those of some individuals replaced by better known ones. The others, which were passed over for these, stay
 * below them: they keep their order and distances, and where the best of them would come up to the worst of the
 * replaced, all are moved down by so much.
 */
export function promotedScores(scores: Scores, individuals: readonly number[], known: Scores): Scores {
  const rowOf = new Map(individuals.map((individual, row) => [individual, row]));
  const merged = assembleScores(
    Array.from(scores.fitness, (_, individual) => {
      const row = rowOf.get(individual);
      return row === undefined ? { of: scores, row: individual } : { of: known, row };
    }),
  );
  const worst = known.fitness.reduce((a, b) => (b < a ? b : a), Infinity);
  const best = scores.fitness.reduce(
    (a, b, individual) => (!rowOf.has(individual) && b > a ? b : a),
    -Infinity,
  );
  const excess = best >= worst ? best - worst + BELOW : 0;
  const fitness = merged.fitness.map((value, individual) => (rowOf.has(individual) ? value : value - excess));
  return { ...merged, ...largestTables([scores, merged]), fitness };
}
