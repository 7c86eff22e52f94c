import { describe, expect, it } from "vitest";
import { CellfateError, configJsonSchema, resolveConfig } from "#engine/index.js";

/** What is said of every key when its value cannot be used. */
const CURES = `\
schemaVersion is the version of what the keys mean, 1.
seed is the seed of all random numbers, 0 … 2³² − 1.
model.cells is the number of cells N, 1 … 4096.
model.boundary is the boundary of the line: open, an end cell sees its one neighbour; pinned, the ends are also held at 0; periodic, a ring.
model.duration is the simulated time T > 0, a whole number of steps.
model.dt is the length of an Euler–Maruyama step, 0 < dt ≤ 1.
model.noiseStrength is the noise strength σ, 0 … 100.
model.initialMean is the mean of the initial states, 0 … 1.
model.initialSpread is the half-width of the uniform initial states, 0 … 0.5; mean ± spread within [0, 1].
model.thresholds is the list of 1 … 9 ascending thresholds; a cell's fate is how many are ≤ its state.
network.hidden is the list of the sizes of the 1 … 8 hidden tanh layers, each 1 … 256.
network.initial.steepness is the standard deviation of the first layer's weights, how steep f is, 0 … 1000.
network.initial.gain is the gain of the other hidden layers, whose weights are normal(0, gain² / fan-in), 0 … 1000.
network.initial.amplitude is the gain of the last layer: how large f is, 0 … 1000.
evaluation.replicates is the number of replicates simulated per individual and generation, 1 … 2²¹ − 1.
evaluation.randomNumbers is the use of random numbers: common, all individuals of a generation see the same noise; independent, each its own.
evaluation.estimator is the estimator of whole-pattern entropy.
evaluation.regulation is the evaluation of f: table, sampled once and interpolated; direct, the network in every step.
evaluation.timeSteps is the list of ascending parts, 1 … 4: fitness is the least of the utilities at dt / part.
evaluation.racing.replicates is the number of replicates that all individuals are screened on.
evaluation.racing.promoted is the number of best individuals that are promoted to evaluation.replicates.
evaluation.rescoring.individuals is the number of best individuals that are scored again.
evaluation.rescoring.replicates is the number of further replicates; fitness is the average over all.
evaluation.maxReplicates is the largest number of replicates, up to which they are doubled when the fitness of a generation spreads less than its standard error, or null.
search.strategy.population is the number of individuals per generation, 2 … 65536.
search.strategy.parents is the number of best individuals kept and bred from, 1 … population − 1.
search.strategy.mutationStep is the standard deviation of the mutation of every parameter, 0 … 100.
search.stop.generations is the number of generations after which the search ends, 1 … 10⁷.
search.stop.target is the fitness at which the search ends, once it has held on fresh replicates, or null.
search.stop.verification.replicates is the number of fresh replicates, at each time step, on which a target must hold.
search.stop.verification.timeSteps is the list of ascending parts, 1 … 4: the target must hold at each dt / part.
search.stop.verification.slack is the distance below the target from which on an individual is verified, 0 … 1 bits.
search.stop.patience is the number of generations without a better best fitness after which the search ends, or null.
search.stop.maxSeconds is the time in seconds after which the search ends, or null.
champion.candidates is the number of candidates compared on fresh replicates.
champion.replicates is the least number of fresh replicates that the champion is reported on.
champion.standardError is the standard error of the utility down to which replicates are added.
champion.maxReplicates is the largest number of replicates that the champion is reported on.
run.backend is the backend, which simulates; auto is resolved once, at the start.
run.workers is the number of worker threads, 1 … 256, or auto: as many as the cores this process may use.
run.checkpointEvery is the number of generations between checkpoints.
run.keep is the number of newest checkpoints kept.`;

interface Section {
  readonly properties?: Readonly<Record<string, Section>>;
  readonly oneOf?: readonly Section[];
  readonly anyOf?: readonly Section[];
}

/** The paths of all keys of the schema, those of a strategy under `search.strategy`; what names a section aside. */
function keysOf({ properties, oneOf = [], anyOf = [] }: Section, path: readonly string[] = []): string[][] {
  if (oneOf.length > 0)
    return oneOf.flatMap((branch) =>
      keysOf(branch, path).filter((key) => !["name", "law"].includes(key.at(-1) ?? "")),
    );
  const section = anyOf.find((branch) => branch.properties !== undefined);
  if (section !== undefined) return keysOf(section, path);
  if (properties === undefined) return [[...path]];
  return Object.entries(properties).flatMap(([name, section]) => keysOf(section, [...path, name]));
}

function cureOf(path: readonly string[]): string | undefined {
  const input = path.reduceRight<unknown>((inner, name) => ({ [name]: inner }), { no: "value" });
  try {
    resolveConfig(input);
  } catch (error) {
    if (error instanceof CellfateError) return error.cure;
    throw error;
  }
  throw new Error(`${path.join(".")} takes anything`);
}

describe("the description of a key", () => {
  it("reads as a sentence for every key that there is", () => {
    const cures = keysOf(configJsonSchema() as Section).map(cureOf);
    expect(cures.join("\n")).toBe(CURES);
  });

  it("of a value within a list is that of the list", () => {
    expect(() => resolveConfig({ model: { thresholds: [0.2, 3] } })).toThrow(
      expect.objectContaining({ cure: expect.stringMatching(/^model\.thresholds is the list/) as unknown }),
    );
  });

  it("of an unknown key names those that there are, of a strategy its own", () => {
    for (const [input, known] of [
      [{ modle: 1 }, "schemaVersion, seed, model, network, evaluation, search, champion, run"],
      [{ search: { foo: 1 } }, "strategy, stop"],
      [{ search: { stop: { foo: 1 } } }, "generations, target, verification, patience, maxSeconds"],
      [{ search: { strategy: { foo: 1 } } }, "name, population, parents, mutationStep"],
    ] as const) {
      expect(() => resolveConfig(input)).toThrow(expect.objectContaining({ cure: `Known here: ${known}.` }));
    }
  });

  it("of an unknown strategy names those that there are", () => {
    expect(() => resolveConfig({ search: { strategy: { name: "annealing" } } })).toThrow(
      expect.objectContaining({
        message: 'search.strategy.name: expected one of "mu-plus-lambda", got "annealing"',
        cure: "cellfate strategies lists them with their options.",
      }),
    );
  });
});

describe("the JSON Schema of a configuration", () => {
  it("lets the default strategy go without its name", () => {
    const strategy = "properties.search.properties.strategy.oneOf[0]";
    expect(configJsonSchema()).toHaveProperty(`${strategy}.properties.name`);
    expect(configJsonSchema()).not.toHaveProperty(`${strategy}.required`);
  });
});
