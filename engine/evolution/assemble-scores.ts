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

/** Of several scores of the same individuals, each individual's worst; invalid in one is invalid. */
export function worstScores(several: readonly [Scores, ...Scores[]]): Scores {
  const [first] = several;
  return assembleScores(
    Array.from(first.fitness, (_, row) => {
      const ranked = rankByFitness(several.map(({ fitness }) => fitness[row]!));
      return { of: several[ranked[several.length - 1]!] ?? first, row };
    }),
  );
}

/**
 * Scores with those of some individuals replaced by better known ones. The others, which were passed over for these, stay
 * below them: they keep their order and distances, and where the best of them would be above the worst of the
 * replaced, all are moved down by the difference.
 */
export function promotedScores(scores: Scores, individuals: readonly number[], known: Scores): Scores {
  const rowOf = new Map(individuals.map((individual, row) => [individual, row]));
  const merged = assembleScores(
    Array.from(scores.fitness, (_, individual) => {
      const row = rowOf.get(individual);
      return row === undefined ? { of: scores, row: individual } : { of: known, row };
    }),
  );
  const valid = (fitness: Iterable<number>): number[] => [...fitness].filter((value) => !Number.isNaN(value));
  const worst = Math.min(...valid(known.fitness));
  const best = Math.max(...valid(scores.fitness.filter((_, individual) => !rowOf.has(individual))));
  const excess = best > worst ? best - worst : 0;
  const fitness = merged.fitness.map((value, individual) => (rowOf.has(individual) ? value : value - excess));
  return { ...merged, fitness };
}
