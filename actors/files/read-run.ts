import { existsSync } from "node:fs";
import { basename, join, normalize } from "node:path";
import {
  CellfateError,
  type ChampionSource,
  type Config,
  differingPaths,
  type GenerationRecord,
  parseChampion,
  parseGenerationRecord,
  parseRegulationRecord,
  parseRunRecord,
  parseSummary,
  type Problem,
  type RegulationRecord,
  type RunRecord,
  type SummaryRecord,
} from "../../engine/index.js";
import { parseRecord, readJson, readRecord } from "./read-record.js";
import { readRunConfig } from "./read-run-config.js";
import { readTextFile } from "./read-text-file.js";
import { RUN_FILES } from "./run-directory.js";

/** What the files of a run hold, whatever state it is in: null and `problems` stand for what is missing or damaged. */
export interface ReadRun {
  /** Its directory. */
  readonly path: string;
  readonly config: Config | null;
  readonly record: RunRecord | null;
  /** The generations that can be read, ascending. */
  readonly history: readonly GenerationRecord[];
  /** Of some generations, ascending: f of the best individual. */
  readonly regulation: readonly RegulationRecord[];
  readonly champion: ChampionSource | null;
  readonly summary: SummaryRecord | null;
  readonly problems: readonly Problem[];
}

/** A million generations take about a third of it. */
const MOST_LINES_BYTES = 1024 ** 3 / 2;

/**
 * Reads a run that may be going on, interrupted or damaged; it is neither locked nor changed.
 *
 * @throws CellfateError `run.missing`
 */
export function readRun(path: string): ReadRun {
  const file = (name: keyof typeof RUN_FILES): string => join(path, RUN_FILES[name]);
  if (!existsSync(file("config")) && !existsSync(file("history"))) {
    throw new CellfateError({
      code: "run.missing",
      message: `There is no run here: ${RUN_FILES.config} and ${RUN_FILES.history} are missing.`,
      where: path,
      cure: "Give the directory that cellfate train made.",
    });
  }
  const problems: Problem[] = [];
  const read = <T>(name: keyof typeof RUN_FILES, parse: (file: string) => T | undefined): T | null =>
    readRecord(file(name), parse, problems);
  const lines = read("history", (name) => readLines(name, parseGenerationRecord));
  if (lines !== null && lines.damaged > 0) {
    problems.push({
      code: "run.damaged",
      message: `${lines.damaged} lines of ${RUN_FILES.history} are damaged and left out.`,
      where: file("history"),
    });
  }
  const run = {
    path: normalize(path),
    config: read("config", (name) => readRunConfig(name).config),
    record: read("run", (name) => parseRunRecord(readJson(name))),
    history: lines?.records ?? [],
    regulation: read("regulation", (name) => readLines(name, parseRegulationRecord))?.records ?? [],
    champion: read("champion", (name) => parseChampion(readJson(name), name)),
    summary: read("summary", (name) => parseSummary(readJson(name))),
  };
  for (const name of ["config", "history", "run"] as const) {
    if (!existsSync(file(name))) problems.push(missing(file(name)));
  }
  const problem = championProblem(run, file("champion"));
  if (problem !== undefined) problems.push(problem);
  return { ...run, champion: problem === undefined ? run.champion : null, problems };
}

function missing(file: string): Problem {
  return { code: "run.damaged", message: `${basename(file)} is missing.`, where: file };
}

/** Why what champion.json holds is not the champion of the run as it stands; undefined where it is, or there is none. */
function championProblem(
  { config, champion, summary }: Pick<ReadRun, "config" | "champion" | "summary">,
  where: string,
): Problem | undefined {
  const done = summary?.status === "done";
  if (champion === null) return done && !existsSync(where) ? missing(where) : undefined;
  const problem = (message: string): Problem => ({ code: "run.mismatch", message, where });
  if (!done) {
    return problem(
      `The champion of generation ${champion.generation} is of an earlier end of the run and is left out.`,
    );
  }
  if (config === null) return undefined;
  const asked = { model: config.model, hidden: config.network.hidden };
  const differences = differingPaths({ model: champion.model, hidden: champion.network.hidden }, asked);
  return differences.length === 0
    ? undefined
    : problem(`The champion is not of this configuration and is left out: ${differences.join("; ")}`);
}

/**
 * The records of a file of lines, ascending in their generation, of which the last counts where there are several; a line
 * without its end is still being written.
 */
function readLines<T extends { readonly generation: number }>(
  file: string,
  parse: (value: unknown) => T | undefined,
): { readonly records: readonly T[]; readonly damaged: number } {
  const lines = readTextFile(file, MOST_LINES_BYTES).split("\n").slice(0, -1);
  const parsed = lines.map((line) => parsedLine(line, parse));
  const records = new Map(
    parsed.flatMap((record) => (record === undefined ? [] : [[record.generation, record]])),
  );
  return {
    records: [...records.values()].sort((a, b) => a.generation - b.generation),
    damaged: parsed.filter((record) => record === undefined).length,
  };
}

function parsedLine<T>(line: string, parse: (value: unknown) => T | undefined): T | undefined {
  try {
    return parse(parseRecord(line));
  } catch {
    return undefined;
  }
}
