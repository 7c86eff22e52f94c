import {
  type BackendName,
  cellStepsOf,
  type Config,
  type EnsembleRequest,
  evaluateOn,
  fitnessKeys,
  individualKey,
  individualsOf,
  key,
  networkSpace,
  passesOf,
  refineTimeStep,
  scoringsOf,
  shardsOf,
  strategyNamed,
  systemOf,
  type Task,
} from "../engine/index.js";
import { workOfCellStep } from "../engine/evaluation/work.js";
import { cellStepsText } from "../engine/figures/numbers.js";
import { print } from "./output/streams.js";
import { checkRunMemory, runBytes } from "./memory.js";
import { workersOf } from "./run-search.js";
import { withBackend } from "./with-backend.js";

/**
 * Bounds of the trial that the time is expected from, a second at the very most: its cell-steps, and the parameters of
 * all its networks, each of which is evaluated thousands of times for its table.
 */
const TRIAL_BOUNDS: Readonly<
  Record<BackendName, { readonly cellSteps: number; readonly parameters: number }>
> = {
  wasm: { cellSteps: 2e7, parameters: 4e5 },
  webgpu: { cellSteps: 2e7, parameters: 4e5 },
  reference: { cellSteps: 1e6, parameters: 4e3 },
};
/** Replicates that the kernels advance together. */
const BLOCK = 4;

/** A network of the same depth with few enough parameters. */
function shrunk(network: Config["network"], most: number): Config["network"] {
  const { hidden } = network;
  if (networkSpace(network).parameters <= most || hidden.every((size) => size === 1)) return network;
  return shrunk({ ...network, hidden: hidden.map((size) => Math.ceil(size / 2)) }, most);
}

/** The part `value` of a bound, a whole number of at least 1. */
const within = (value: number, bound: number): number => Math.max(1, Math.min(value, Math.trunc(bound)));

/** A request like a generation's, small enough to be tried: as many replicates of it as there is room for. */
function trialOf(config: Config, bounds: (typeof TRIAL_BOUNDS)[BackendName]): EnsembleRequest {
  const { seed, evaluation, model } = config;
  const network = shrunk(config.network, bounds.parameters);
  const space = networkSpace(network);
  const { parameters } = space;
  const system = systemOf({ ...config, network });
  const room = bounds.cellSteps / workOfCellStep(system);
  const cells = within(model.cells, room / BLOCK);
  const individuals = within(
    individualsOf(config),
    Math.min(bounds.parameters / parameters, room / (BLOCK * cells)),
  );
  const steps = within(system.integrator.steps, room / (BLOCK * cells * individuals));
  const count = within(evaluation.replicates, Math.max(BLOCK, room / (cells * individuals * steps)));
  const genomes = new Float32Array(individuals * parameters);
  for (let i = 0; i < individuals; i++) genomes.set(space.draw(individualKey(key(seed), i)), i * parameters);
  return {
    system: {
      ...system,
      lattice: { ...system.lattice, cells },
      integrator: { ...system.integrator, steps },
    },
    population: { individuals, genomes },
    keys: fitnessKeys(seed, 0, individuals, evaluation.randomNumbers),
    replicates: { from: 0, count },
  };
}

/** What is simulated in a generation, its genomes left out, before replicates grow: every scoring at every time step. */
function requestsOf(config: Config): EnsembleRequest[] {
  const conditions = { system: systemOf(config), keys: { initialStates: [], noise: [] } };
  const scorings = scoringsOf(config, individualsOf(config), config.evaluation.replicates);
  return scorings.flatMap(({ individuals, replicates, timeSteps }) =>
    timeSteps.map((part) => ({
      ...refineTimeStep(conditions, part),
      population: { individuals, genomes: new Float32Array(0) },
      replicates: { from: 0, count: replicates },
    })),
  );
}

/** Passes over ensembles beside their simulation, where the strategy asks for gradients, as tasks of no meaning. */
function passesBack({ search: { strategy } }: Config, ensembles: EnsembleRequest): Task<"gradient">[] {
  const settings = strategyNamed(strategy.name).gradient?.(strategy, 0);
  if (settings === undefined) return [];
  const rows = ensembles.population.individuals * ensembles.replicates.count;
  const adjoints = new Float32Array(rows * ensembles.system.lattice.cells).fill(1);
  return passesOf(settings.estimator).map((pass) => ({
    kind: "gradient",
    ensembles,
    seed:
      pass === "pathwise"
        ? { kind: "pathwise", adjoints, clip: settings.clip }
        : { kind: "score", weights: new Float64Array(rows).fill(1) },
    variance: false,
  }));
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

/** Seconds that a generation takes with one worker: what its networks take to prepare, and its cell-steps. */
async function secondsOf(
  config: Config,
  generation: readonly EnsembleRequest[],
  backend: BackendName,
): Promise<number> {
  const trial = trialOf(config, TRIAL_BOUNDS[backend]);
  const { system, population } = trial;
  const parameters = population.genomes.length / population.individuals;
  const larger = networkSpace(config.network).parameters / parameters;
  const short: EnsembleRequest = {
    ...trial,
    system: { ...system, integrator: { ...system.integrator, steps: 1 } },
    replicates: { from: 0, count: 1 },
  };
  return withBackend(backend, async (opened) => {
    const evaluate = evaluateOn(opened);
    const timed = async (ensembles: EnsembleRequest): Promise<number> => {
      const passes = passesBack(config, ensembles);
      const started = performance.now();
      await evaluate({ kind: passes.length > 0 ? "states" : "ensemble", ensembles });
      for (const pass of passes) await evaluate(pass);
      return (performance.now() - started) / 1000;
    };
    await timed(short);
    const preparation = await timed(short);
    const whole = await timed(trial);
    // Never nothing: the two are measured apart, and the first may have been disturbed.
    const stepping = Math.max(whole - preparation, whole / 10);
    const prepared = generation.map(
      (request) => request.population.individuals * shardsOf(request, workersOf(config)).length,
    );
    const ofCellStep = config.evaluation.regulation === "direct" ? larger : 1;
    return (
      (preparation / population.individuals) * larger * sum(prepared) +
      (stepping / cellStepsOf(trial)) * ofCellStep * sum(generation.map(cellStepsOf))
    );
  });
}

/**
 * Says what a run would cost: cell-steps, verification of a target aside, and time and memory as far as a trial of a moment tells.
 *
 * @throws CellfateError `config.memory`
 */
export async function dryRun(config: Config, backend: BackendName, json: boolean): Promise<void> {
  const workers = workersOf(config);
  checkRunMemory(config, workers);
  const generation = requestsOf(config);
  const { generations } = config.search.stop;
  const simulated = sum(generation.map(cellStepsOf));
  const back = simulated * passesBack(config, trialOf(config, TRIAL_BOUNDS[backend])).length;
  const perGeneration = simulated + back;
  const [cellSteps, adjointCellSteps] = [perGeneration * generations, back * generations];
  const seconds = await secondsOf(config, generation, backend);
  const estimate = {
    generations,
    cellStepsPerGeneration: perGeneration,
    cellSteps,
    adjointCellSteps,
    workers,
    expectedSeconds: (seconds * generations) / workers,
    expectedBytes: runBytes(config, workers),
  };
  print(
    json
      ? `${JSON.stringify(estimate)}\n`
      : [
          `${generations} generations of ${cellStepsText(perGeneration)} cell-steps, ${cellStepsText(cellSteps)} in all, were all as large as the first`,
          ...(adjointCellSteps === 0 ? [] : [`of these ${cellStepsText(adjointCellSteps)} in passes back`]),
          `about ${estimate.expectedSeconds.toPrecision(2)} s of search with ${workers} workers, by a trial of a moment`,
          `about ${Math.round(estimate.expectedBytes / 1e6)} MB of memory`,
          "Nothing was written.\n",
        ].join("\n"),
  );
}
