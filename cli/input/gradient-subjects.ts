import { join } from "node:path";
import { CheckpointFolder, type ReadRun, readRun, RUN_FILES } from "../../actors/index.js";
import {
  CellfateError,
  type Config,
  type DiagnosedSubject,
  type Evaluate,
  followTraining,
  type GenerationRecord,
  isRegulationRecorded,
  parametersOf,
  type Population,
  soloPopulation,
  strategyNamed,
  strategyOf,
  systemOf,
} from "../../engine/index.js";
import { warn } from "../output/problem-text.js";
import { applyOptions, type ConfigOptions, type NamedConfig } from "./config-source.js";

/** Individuals whose gradients are to be diagnosed, and the configuration of their training. */
export interface GradientSubjects {
  /** For people: the directory or the configuration, and which individuals these are. */
  readonly name: string;
  readonly config: Config;
  /** Generations of the training that are made, to find them; 0 where they were recorded. */
  readonly generations: number;
  readonly subjects: (
    evaluate: Evaluate,
    onGeneration: (record: GenerationRecord) => void,
  ) => AsyncIterable<DiagnosedSubject>;
}

/** Whether a generation is diagnosed that is not the last. @param every undefined: those whose f is recorded */
type IsDiagnosed = (generation: number) => boolean;

function diagnosedBy(every: number | undefined): IsDiagnosed {
  return every === undefined ? isRegulationRecorded : (generation) => generation % every === 0;
}

/** The best individuals of a training that is made again. */
export function followedSubjects(
  { name, config }: NamedConfig,
  every: number | undefined,
  run?: Pick<ReadRun, "history" | "path">,
): GradientSubjects {
  const generations = run === undefined ? undefined : 1 + (run.history.at(-1)?.generation ?? 0);
  const recorded = new Map(run?.history.map(({ generation, best }) => [generation, best]));
  const isDiagnosed = diagnosedBy(every);
  return {
    name: `${name}: the best of its generations`,
    config,
    generations: generations ?? config.search.stop.generations,
    async *subjects(evaluate, onGeneration) {
      for await (const { record, population, isLast } of followTraining(config, evaluate, generations)) {
        const { generation, best, bestIndividual } = record;
        if (run !== undefined && recorded.has(generation) && recorded.get(generation) !== best)
          throw otherTraining(run.path, generation);
        onGeneration(record);
        if (!isLast && !isDiagnosed(generation)) continue;
        yield { generation, population, individual: bestIndividual };
      }
    },
  };
}

function otherTraining(path: string, generation: number): CellfateError {
  return new CellfateError({
    code: "run.mismatch",
    message: `Made again, generation ${generation} of the training is another than its ${RUN_FILES.history} says`,
    where: path,
    cure: "Diagnose it with the version and the backend that made it; run.json names them.",
  });
}

/** The candidates of the newest checkpoint that can be read; none where there is none. */
async function candidatesOf(
  { path }: ReadRun,
  parameters: number,
): Promise<readonly { readonly generation: number; readonly genome: Float32Array }[]> {
  const latest = await new CheckpointFolder(join(path, RUN_FILES.checkpoints), 1).latest(({ state }) =>
    state.candidates.every(({ genome }) => genome.length === parameters)
      ? undefined
      : "Its genomes are not of this configuration.",
  );
  for (const { file, problem } of latest.skipped)
    warn({ message: `${file} is skipped: ${problem.message}`, where: path });
  return "checkpoint" in latest ? latest.checkpoint.state.candidates : [];
}

/** The individuals that a run has recorded: the best of generation 0, the candidates of its newest checkpoint, the champion. */
async function* recordedSubjects(run: ReadRun, config: Config): AsyncGenerator<DiagnosedSubject> {
  const { history, champion } = run;
  const first: Population = strategyOf(config).ask();
  const individual = Math.min(history[0]?.bestIndividual ?? 0, first.individuals - 1);
  const candidates = await candidatesOf(run, parametersOf(systemOf(config)));
  // The best of a generation comes first; of a champion's none is asked.
  const later = new Map(
    [...candidates.toReversed(), ...(champion === null ? [] : [champion])].map(({ generation, genome }) => [
      generation,
      Float32Array.from(genome),
    ]),
  );
  later.delete(0);
  yield { generation: 0, population: first, individual };
  for (const [generation, genome] of [...later].sort(([a], [b]) => a - b)) {
    yield { generation, population: soloPopulation(genome), individual: 0 };
  }
}

/**
 * The individuals of a run's directory: those of a training by gradients are found by making it again, as it takes little; of
 * another search there are those that it has recorded.
 *
 * @throws CellfateError `run.missing`, `run.damaged`, `run.mismatch`, `usage.options`
 */
export function subjectsOfRun(
  path: string,
  options: Pick<ConfigOptions, "backend">,
  every: number | undefined,
): GradientSubjects {
  const run = readRun(path);
  for (const problem of run.problems) warn(problem);
  if (run.config === null) {
    throw new CellfateError({
      code: "run.damaged",
      message: "Without its configuration the run cannot be diagnosed",
      where: join(path, RUN_FILES.config),
      cure: "Put it back, or diagnose a configuration: cellfate gradients --config FILE.",
    });
  }
  const config = applyOptions(run.config, options, () => path);
  const { name } = config.search.strategy;
  if (strategyNamed(name).gradient !== undefined) return followedSubjects({ name: path, config }, every, run);
  if (every !== undefined) {
    throw new CellfateError({
      code: "usage.options",
      message: `A run of ${name} has recorded few genomes, all of which are diagnosed`,
      where: `--every ${every}`,
      cure: "Leave it out, or diagnose the training anew: cellfate gradients --config config.json of the run.",
    });
  }
  return {
    name: `${path}: what it has recorded`,
    config,
    generations: 0,
    subjects: () => recordedSubjects(run, config),
  };
}
