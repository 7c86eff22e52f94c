import {
  cellStepsOf,
  type Config,
  type ConfigInput,
  createBackend,
  type Evaluate,
  evaluateOn,
  type Population,
  resolveConfig,
  type ScoredGeneration,
  scoreGeneration,
  type ScoreTask,
  strategyOf,
  type Task,
} from "#engine/index.js";

/** A generation other than the first, so that its number matters. */
export const GENERATION = 3;

/** A search of networks whose utilities differ, and which is scored in a moment. */
export function configured(
  evaluation: ConfigInput["evaluation"] = {},
  stop: NonNullable<ConfigInput["search"]>["stop"] = {},
): Config {
  return resolveConfig({
    seed: 17,
    model: { cells: 4, duration: 1, dt: 0.05, noiseStrength: 0.2 },
    network: { hidden: [3], initial: "wide" },
    evaluation: { replicates: 21, ...evaluation },
    search: { strategy: { name: "mu-plus-lambda", population: 9, parents: 2 }, stop },
  });
}

/** The first individuals of a configuration. */
export function populationOf(config: Config): Population {
  return strategyOf(config).ask();
}

/** An evaluator that remembers its tasks. */
export async function listening(): Promise<{
  readonly tasks: Task[];
  readonly evaluate: Evaluate;
}> {
  const evaluate = evaluateOn(await createBackend("wasm"));
  const tasks: Task[] = [];
  return {
    tasks,
    evaluate: (task) => {
      tasks.push(task);
      return evaluate(task);
    },
  };
}

function isScore(task: Task): task is ScoreTask {
  return task.kind === "score";
}

/** A generation of the first individuals, scored, and what was evaluated for it: in all, and to score it. */
export async function scored(
  config: Config,
  population: Population = populationOf(config),
  replicates: number = config.evaluation.replicates,
): Promise<
  ScoredGeneration & {
    readonly tasks: readonly Task[];
    readonly scorings: readonly ScoreTask[];
  }
> {
  const { tasks, evaluate } = await listening();
  const generation = await scoreGeneration(config, GENERATION, replicates, population, evaluate);
  return { ...generation, tasks, scorings: tasks.filter(isScore) };
}

/** Cell-steps of tasks. */
export function simulated(tasks: readonly Task[]): number {
  return tasks.reduce((sum, { ensembles }) => sum + cellStepsOf(ensembles), 0);
}
