import { resolve, sep } from "node:path";
import type { ReadComparison, ReadRun } from "../../actors/index.js";
import type { Figure } from "../../engine/figures/figure.js";
import * as figures from "../../engine/figures/figures.js";
import { cellStepsText, plusMinus } from "../../engine/figures/numbers.js";
import type { Problem } from "../../engine/index.js";
import type { Cell, Page, Section } from "./page.js";
import { tightBound } from "./run-figures.js";
import { outcomeText } from "./run-page.js";

/** What tells runs apart: their paths without the folders that all have in common. */
function namesOf(runs: readonly ReadRun[]): readonly string[] {
  const paths = runs.map(({ path }) => resolve(path).split(sep));
  const shortest = Math.min(...paths.map(({ length }) => length));
  let common = 0;
  while (common < shortest - 1 && paths.every((path) => path[common] === paths[0]?.[common])) common++;
  return paths.map((path) => path.slice(common).join("/"));
}

/** The bound that all runs have in common; undefined where they have none. */
function commonBound(runs: readonly ReadRun[]): number | undefined {
  const bounds = new Set(runs.map(({ config }) => (config === null ? undefined : tightBound(config))));
  return bounds.size === 1 ? [...bounds][0] : undefined;
}

function rowOf(name: string, { config, history, summary }: ReadRun): readonly Cell[] {
  const champion = summary?.champion ?? null;
  const timeStep = summary?.timeStep ?? null;
  return [
    name,
    config?.search.strategy.name ?? null,
    config?.seed ?? null,
    summary?.status ?? "not ended",
    history.length,
    summary === null ? null : cellStepsText(summary.cellSteps),
    champion === null ? null : plusMinus(champion),
    timeStep === null ? null : timeStep.robust ? "yes" : "no",
  ];
}
const HEAD = ["run", "strategy", "seed", "status", "generations", "cell-steps", "U", "robust"];

function figuresOfRuns({ runs, cases }: ReadComparison, names: readonly string[]): readonly Figure[] {
  const named = runs.map((run, i) => ({ label: names[i] ?? run.path, ...run }));
  const measured = named.map(({ label, summary }) => ({
    label,
    utility: summary?.champion?.utility ?? null,
    standardError: summary?.champion?.standardError ?? null,
  }));
  const begun = named.filter(({ history }) => history.length > 0);
  const aimed = cases.filter(({ target }) => target !== null);
  return [
    ...(aimed.length === 0 ? [] : [figures.attainment({ cases: aimed })]),
    ...(begun.length === 0 ? [] : [figures.histories({ runs: begun })]),
    figures.utilities({ runs: measured, bound: commonBound(runs) }),
  ];
}

/** Numbers of different models lie side by side, but are no better or worse than one another. */
function modelProblems(runs: readonly ReadRun[]): readonly Problem[] {
  const models = new Set(runs.flatMap(({ config }) => (config === null ? [] : JSON.stringify(config.model))));
  if (models.size < 2) return [];
  return [{ code: "report.models", message: `The runs are of ${models.size} different models.` }];
}

/** The report of several runs beside one another. */
export function comparisonPage(comparison: ReadComparison): Page {
  const { runs } = comparison;
  const names = namesOf(runs);
  const done = runs.filter(({ summary }) => summary?.status === "done").length;
  const problems = [...modelProblems(runs), ...comparison.problems, ...runs.flatMap((run) => run.problems)];
  const sections: readonly Section[] = [
    { title: "To be known", blocks: problems.length === 0 ? [] : [{ kind: "problems", problems }] },
    {
      title: "Side by side",
      blocks: [
        { kind: "table", head: HEAD, rows: runs.map((run, i) => rowOf(names[i] ?? run.path, run)) },
        ...figuresOfRuns(comparison, names).map((figure) => ({ kind: "figure", figure }) as const),
      ],
    },
    {
      title: "What each came to",
      blocks: runs.map((run, i) => ({ kind: "text", text: `${names[i] ?? run.path}: ${outcomeText(run)}` })),
    },
  ];
  return {
    title: `${runs.length} ${runs.length === 1 ? "run" : "runs"}`,
    lead: `${done} of ${runs.length} runs have ended by their rules.`,
    sections: sections.filter(({ blocks }) => blocks.length > 0),
  };
}
