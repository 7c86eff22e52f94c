import { describe, expect, it } from "vitest";
import { CellfateError, configJsonSchema, overlay, resolveConfig, STRATEGIES } from "#engine/index.js";

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
search.strategy.population is the number of individuals per generation, 4 … 65536; null for 4 + ⌊3 ln n⌋ with n parameters.
search.strategy.initialStep is the standard deviation of the first generation, in units of the initial law's, 0 … 100.
search.strategy.covariance is the form of the covariance: full, n² numbers for n parameters; separable, its diagonal alone.
search.strategy.active is the use of the worst individuals to shrink the covariance.
search.strategy.population is the number of starts that are trained beside one another, 1 … 65536.
search.strategy.learningRate is the learning rate of Adam, how far a parameter moves per generation in units of the initial law's standard deviations, 0 … 100.
search.strategy.halfLife is the number of generations in which the learning rate halves, or null for never.
search.strategy.momentum is the decay of Adam's mean, β₁, 0 … 0.9999.
search.strategy.squareMomentum is the decay of Adam's mean square, β₂, 0 … 0.9999.
search.strategy.clipNorm is the largest norm of a gradient, which longer ones are shortened to, > 0, or null.
search.strategy.estimator is the estimator of the gradient: pathwise, of the soft utility; score-function, of the utility itself; combined, both weighted by their variances.
search.strategy.fates is the kind of fates in the soft utility: sigmoid; straight-through or straight-through-sigmoid, hard ones with the derivative of the state or of the sigmoid; thresholded, soft ones of hard ones.
search.strategy.steepness is the steepness of soft fates in 1/state, 0 … 10⁴.
search.strategy.bandwidth is the bandwidth of the kernel that compares patterns, 1 for one cell of another fate, 10⁻³ … 10³.
search.strategy.clip is the derivative of the clip to [0, 1]: exact, 0 where it acts; straight-through, 1 everywhere.
search.strategy.curriculum.generations is the number of generations until all factors are 1.
search.strategy.curriculum.steepness is the factor that the steepness begins with, 0 … 1000.
search.strategy.curriculum.bandwidth is the factor that the bandwidth begins with, 0 … 1000.
search.strategy.curriculum.noise is the factor that the noise strength begins with, 0 … 1000.
search.strategy.curriculum.duration is the factor that the duration begins with, 0 … 1.
search.strategy.patience is the number of generations without a better fitness after which a start is drawn afresh, unless it is the best, or null.
search.strategy.tolerance is the least by which a fitness has to exceed the one before to be better, ≥ 0.
search.strategy.population is the number of individuals per generation, even, 2 … 65536.
search.strategy.step is the standard deviation of the individuals, in units of the initial law's, 0 … 100.
search.strategy.learningRate is the learning rate of Adam, how far a parameter moves per generation in these units, 0 … 100.
search.strategy.momentum is the decay of Adam's mean, β₁, 0 … 0.9999.
search.strategy.squareMomentum is the decay of Adam's mean square, β₂, 0 … 0.9999.
search.strategy.shaping is the shaping of fitness: log-rank or centred-rank, by ranks alone; standardised, by fitness in standard deviations.
search.strategy.population is the number of individuals per generation, 1 … 65536.
search.strategy.population is the number of individuals per generation, 2 … 65536.
search.strategy.initialPopulation is the number of individuals of the first generation, parents … 65536; null for population.
search.strategy.parents is the number of best individuals kept and bred from, 1 … population − immigrants − 1.
search.strategy.immigrants is the number of fresh individuals in every generation, 0 … population − parents − 1.
search.strategy.averaging is the ranking of parents by their mean fitness over all generations that they have been in.
search.strategy.recombination is the recombination of two parents: none, one alone; uniform, each parameter from either; intermediate, their mean.
search.strategy.amplified is the share of the offspring whose only mutation is f times a log-normal factor, 0 … 1.
search.strategy.stepLaw is the law of an offspring's step: log-uniform between smallestStep and largestStep; self-adapted, inherited with log-normal changes; fixed.
search.strategy.step is the step if fixed, the first one if self-adapted, in units of the initial law, 0 … 100.
search.strategy.smallestStep is the smallest step if log-uniform, in units of the initial law, 0 … largestStep.
search.strategy.largestStep is the largest step if log-uniform, in units of the initial law, smallestStep … 100.
search.strategy.stepRate is the standard deviation of a self-adapted step's logarithm per generation, 0 … 10; null for 1 / √(2 n) with n parameters.
search.strategy.population is the number of individuals per generation, 4 … 65536; null for 4 + ⌊3 ln n⌋ with n parameters.
search.strategy.initialStep is the standard deviation of the first generation, in units of the initial law's, 0 … 100.
search.strategy.meanRate is the learning rate of the mean, 0 … 10.
search.strategy.stepRate is the learning rate of the steps, 0 … 10; null for (3 + ln n) / (5 √n) with n parameters.
search.strategy.shaping is the shaping of fitness: log-rank or centred-rank, by ranks alone; standardised, by fitness in standard deviations.
search.strategy.population is the number of individuals per generation, 4 … 65536; null for 4 + ⌊3 ln n⌋ with n parameters.
search.strategy.initialStep is the standard deviation of the first generation, in units of the initial law's, 0 … 100.
search.strategy.meanRate is the learning rate of the mean, 0 … 10.
search.strategy.stepRate is the learning rate of the step, 0 … 10; null for (9 + 3 ln n) / (5 n √n) with n parameters.
search.strategy.shapeRate is the learning rate of the covariance's shape, 0 … 10; null as for stepRate.
search.strategy.shaping is the shaping of fitness: log-rank or centred-rank, by ranks alone; standardised, by fitness in standard deviations.
search.restarts.patience is the number of generations without a better best fitness after which the strategy begins anew.
search.restarts.tolerance is the least by which a best fitness has to exceed the one before to be better, above its noise, ≥ 0.
search.restarts.growth is the factor by which a restart's generations are larger than those before, 1 … 100.
search.restarts.maxPopulation is the largest number of individuals that generations grow to, 1 … 65536.
search.bounds is the list of the least and the largest value of a parameter, within ±10⁶, or null.
search.stop.generations is the number of generations after which the search ends, 1 … 10⁷.
search.stop.target is the utility at which the search ends, once one is three standard errors above it on fresh replicates, or null.
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
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, Section>>;
  readonly oneOf?: readonly Section[];
  /** Of a section that may be null, itself and null. */
  readonly anyOf?: readonly Section[];
}

/** A key of the schema, and what a configuration has to say for it to be one: the name of its section. */
interface Key {
  readonly path: readonly string[];
  readonly given: unknown;
}

/** `value` at a path. */
const within = (path: readonly string[], value: unknown): unknown =>
  path.reduceRight((inner, name) => ({ [name]: inner }), value);

/** All keys of the schema, those of a strategy under `search.strategy`; what names a section aside. */
function keysOf(
  { properties, oneOf = [], anyOf = [] }: Section,
  path: readonly string[] = [],
  given: unknown = {},
): Key[] {
  if (oneOf.length > 0) {
    return oneOf.flatMap((branch) => {
      const [label, named] = Object.entries(branch.properties ?? {}).find(([, key]) => "const" in key)!;
      const keys = keysOf(branch, path, within([...path, label], named.const));
      return keys.filter((key) => key.path.at(-1) !== label);
    });
  }
  const section = anyOf.find((branch) => branch.properties !== undefined);
  if (section !== undefined) return keysOf(section, path, given);
  if (properties === undefined) return [{ path, given }];
  return Object.entries(properties).flatMap(([name, section]) => keysOf(section, [...path, name], given));
}

function cureOf({ path, given }: Key): string | undefined {
  const input = overlay(given, within(path, { no: "value" }));
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

  it("of an unknown key asks what was meant and names those that there are, of a strategy its own", () => {
    for (const [input, cure] of [
      [
        { modle: 1 },
        "Did you mean model? Known here: schemaVersion, seed, model, network, evaluation, search, champion, run.",
      ],
      [{ search: { foo: 1 } }, "Known here: strategy, restarts, bounds, stop."],
      [
        { search: { stop: { foo: 1 } } },
        "Known here: generations, target, verification, patience, maxSeconds.",
      ],
      [{ search: { strategy: { foo: 1 } } }, "Known here: name, population, parents, mutationStep."],
    ] as const) {
      expect(() => resolveConfig(input)).toThrow(expect.objectContaining({ cure }));
    }
  });

  it("of an unknown strategy names those that there are", () => {
    expect(() => resolveConfig({ search: { strategy: { name: "annealing" } } })).toThrow(
      expect.objectContaining({
        message: `search.strategy.name: expected one of ${STRATEGIES.map(({ name }) => `"${name}"`).join(", ")}, got "annealing"`,
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
