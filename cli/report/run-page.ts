import { basename, join, resolve } from "node:path";
import { type ReadRun, RUN_FILES } from "../../actors/index.js";
import type { Figure } from "../../engine/figures/figure.js";
import {
  type Backend,
  differingPaths,
  type Problem,
  regulationShape,
  resolveConfig,
  samplingWarnings,
} from "../../engine/index.js";
import { amount, bits, cellStepsText, counted, plusMinus } from "../../engine/figures/numbers.js";
import { regulationText, robustText } from "../output/measures-text.js";
import { nextCommands, shellWord } from "../output/next-commands.js";
import { isTooLarge } from "./look.js";
import type { Block, Cell, Page, Section } from "./page.js";
import { regulationAnimation } from "./regulation-animation.js";
import { behaviourFigures, measureFigures, searchFigures, tightBound } from "./run-figures.js";

/** The name of a run for people: that of its directory. */
function runName({ path }: Pick<ReadRun, "path">): string {
  return basename(resolve(path));
}

function capitalised(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

/** How a run stands that has no champion to show. */
function standingText({ summary, problems, path }: ReadRun): string {
  const summaryFile = join(path, RUN_FILES.summary);
  if (problems.some(({ where }) => where === summaryFile)) return "How the run ended cannot be read";
  if (summary === null) return "Not ended";
  return { done: "Done", failed: "Failed", interrupted: "Interrupted" }[summary.status];
}

/** How a run stands and what it came to, in a sentence. */
export function outcomeText(run: ReadRun): string {
  const { config, history, summary } = run;
  const measures = summary?.status === "done" ? summary.champion : null;
  if (measures === null) {
    return `${standingText(run)}, after ${counted(history.length, "generation")}: there is no champion.`;
  }
  const bound = config === null ? undefined : tightBound(config);
  const share =
    bound === undefined || measures.utility === null
      ? ""
      : `, ${((100 * measures.utility) / bound).toFixed(1)} % of the most that identical cells can reach (${bits(bound)})`;
  const finer = (summary?.timeStep?.steps ?? [])
    .slice(1)
    .map((step) => `; ${plusMinus(step)} at dt ${step.dt}`);
  return `U = ${plusMinus(measures)} on ${counted(measures.replicates, "fresh replicate")}${share}${finer.join("")}.`;
}

/** Everything that may make the numbers mean less than they seem to. */
function problemsOf({ summary, problems, path }: ReadRun): readonly Problem[] {
  const champion = summary?.champion ?? null;
  const unended = summary !== null && summary.status !== "done";
  const unsteady = summary?.timeStep?.robust === false;
  return [
    ...problems,
    ...(unended
      ? [
          {
            code: "report.unfinished",
            message: "The run has not ended by its rules, so that what follows is of its generations so far.",
            cure: `Go on with: cellfate resume ${shellWord(path)}`,
          },
        ]
      : []),
    ...(champion === null ? [] : samplingWarnings(champion, "champion.replicates")),
    ...(unsteady
      ? [
          {
            code: "report.time-step",
            message: `${capitalised(robustText(false))}.`,
            cure: "The preset robust-optimum asks for what holds there.",
          },
        ]
      : []),
  ];
}

function measuresBlocks({ summary }: ReadRun): readonly Block[] {
  const measures = summary?.champion ?? null;
  if (summary === null || measures === null) return [];
  const rows: readonly (readonly Cell[])[] = [
    ["utility U", plusMinus(measures), "S_pat − S_rep"],
    ["patterning entropy S_pat", bits(measures.patternEntropy), "how varied fates are, bits"],
    [
      "reproducibility entropy S_rep",
      bits(measures.reproducibilityEntropy),
      "how varied whole patterns are, bits a cell",
    ],
    [
      "positional information PI",
      bits(measures.positionalInformation),
      "what a position says about the fate, bits",
    ],
    [
      "correlational information CI",
      bits(measures.correlationalInformation),
      "what cells say about one another, bits",
    ],
    ["distinct patterns", measures.distinctPatterns, `among ${measures.replicates} replicates`],
    [
      "coverage",
      measures.coverage.toFixed(3),
      "probability that another replicate shows a pattern seen before",
    ],
    ["selection gap", bits(summary.selectionGap), "selected fitness less utility on fresh replicates, bits"],
  ];
  return [
    { kind: "table", head: ["measure", "value", "meaning"], rows },
    ...(summary.timeStep === null
      ? []
      : [
          {
            kind: "text",
            text: `${capitalised(robustText(summary.timeStep.robust))}.`,
          } as const,
        ]),
  ];
}

function environmentBlocks({ record, summary }: ReadRun): readonly Block[] {
  const made: readonly (readonly Cell[])[] =
    record === null
      ? []
      : [
          ["program", record.program],
          ["Node", record.node],
          ["numerics version", record.numericsVersion],
          ["backend", `${record.backend.name} (${record.backend.reason})`],
          ["lock file, sha256", record.lockFileHash],
          ...(record.table === null
            ? []
            : [
                [
                  "table of f",
                  `${record.table.intervals} intervals at most, the largest error of any individual ${amount(record.table.errorOverBound)} times its bound`,
                ],
              ]),
          ["workers", record.workers],
          ...Object.entries(record.machine).map(([name, value]) => [name, String(value)]),
          ["started", record.started],
          ...record.resumed.map(({ at, generation, changes }) => [
            `resumed at generation ${generation}`,
            [at, ...(changes.length === 0 ? [] : ["before it was", changes.join("; ")])].join(", "),
          ]),
        ];
  const spent: readonly (readonly Cell[])[] =
    summary === null
      ? []
      : [
          ["generations", summary.generations],
          ["work of the search", `${cellStepsText(summary.cellSteps)} cell-steps`],
          ["time of the search", `${summary.wallSeconds.toFixed(1)} s`],
          [
            "time for the champion",
            summary.championSeconds === null ? null : `${summary.championSeconds.toFixed(1)} s`,
          ],
          ["why it ended", summary.stopReason ?? summary.status],
        ];
  const rows = [...made, ...spent];
  return rows.length === 0 ? [] : [{ kind: "table", head: ["what", "value"], rows }];
}

function configurationBlocks({ config }: ReadRun): readonly Block[] {
  if (config === null) return [];
  const { name } = config.search.strategy;
  const changes = differingPaths(config, resolveConfig({ search: { strategy: { name } } }));
  return [
    {
      kind: "text",
      text: `Strategy ${name}, seed ${config.seed}. ${changes.length === 0 ? "All else is as it is by default." : "What is unlike the defaults:"}`,
    },
    ...(changes.length === 0 ? [] : [{ kind: "code", text: changes.join("\n") } as const]),
    { kind: "code", summary: "The whole configuration", text: JSON.stringify(config, null, 2) },
  ];
}

function againBlocks({ path, summary, config }: ReadRun): readonly Block[] {
  const again = `cellfate train --config ${shellWord(join(path, RUN_FILES.config))} --out again`;
  const next =
    summary?.status === "done"
      ? nextCommands(path, summary)
      : [["further", `cellfate resume ${shellWord(path)}`] as const];
  const commands = [...(config === null ? [] : [["the same run, bit for bit", again] as const]), ...next];
  return [{ kind: "code", text: commands.map(([what, command]) => `# ${what}\n${command}`).join("\n") }];
}

function asFigures(figures: readonly Figure[]): readonly Block[] {
  return figures.map((figure) => ({ kind: "figure", figure }));
}

/** What the champion does; of a model too large to simulate it again, how to. */
function behaviourBlocks({ config, champion, path }: ReadRun, drawn: readonly Figure[]): readonly Block[] {
  if (config === null || champion === null || !isTooLarge(config)) return asFigures(drawn);
  const text = `So large a model is not simulated again for a page: cellfate simulate ${shellWord(path)} --out trajectories.html draws its course.`;
  return [...asFigures(drawn), { kind: "text", text }];
}

/**
 * The report of a run in whatever state it is: what it came to, its figures, how it was made and how to go on. The same files
 * give the same page.
 *
 * @param animated whether f moves over the generations in it
 */
export async function runPage(run: ReadRun, backend: Backend, animated = false): Promise<Page> {
  const { config, champion } = run;
  const shape =
    config === null || champion === null
      ? []
      : [
          {
            kind: "code",
            text: regulationText(
              regulationShape(config.network.hidden, Float32Array.from(champion.genome)),
            ).trimEnd(),
          } as const,
        ];
  const problems = problemsOf(run);
  const animation: readonly Block[] = animated
    ? [{ kind: "drawing", drawing: regulationAnimation(run.regulation) }]
    : [];
  const sections: readonly Section[] = [
    { title: "To be known", blocks: problems.length === 0 ? [] : [{ kind: "problems", problems }] },
    {
      title: "The champion",
      blocks: [...measuresBlocks(run), ...shape, ...asFigures(await measureFigures(run))],
    },
    { title: "What it does", blocks: behaviourBlocks(run, await behaviourFigures(run, backend)) },
    { title: "The search", blocks: [...asFigures(await searchFigures(run)), ...animation] },
    { title: "Configuration", blocks: configurationBlocks(run) },
    { title: "How it was made", blocks: environmentBlocks(run) },
    { title: "Again, and further", blocks: againBlocks(run) },
  ];
  return {
    title: `Run ${runName(run)}`,
    lead: outcomeText(run),
    sections: sections.filter(({ blocks }) => blocks.length > 0),
  };
}
