import { afterAll, describe, expect, it } from "vitest";
import {
  assess,
  chooseChampion,
  type Config,
  createBackend,
  type DrawKeys,
  ensembleConditions,
  type EnsembleRequest,
  type Evaluate,
  evaluateOn,
  fitnessKeys,
  freshKeys,
  type Key,
  parseRegulator,
  resolveConfig,
  soloPopulation,
} from "#engine/index.js";

const backend = await createBackend("wasm");
const evaluate = evaluateOn(backend);
afterAll(() => {
  backend.dispose();
});

const genomeOf = (spec: string): Float32Array => parseRegulator(spec)!.genome;
const GOOD = genomeOf("tanh:amplitude=1,gain=5,centre=0.5");
const BETTER = genomeOf("tanh:amplitude=1,gain=5,centre=0.4");
const NOTHING = genomeOf("zero");
const candidate = (genome: Float32Array, fitness: number, generation = 6) => ({
  genome,
  fitness,
  generation,
});

/** A search that has scored 7 generations of networks of one unit. */
const GENERATION = 7;
const configured = (changes: { model?: object; evaluation?: object; champion?: object } = {}): Config =>
  resolveConfig({
    seed: 11,
    model: { cells: 5, duration: 2, dt: 0.02, ...changes.model },
    network: { hidden: [1] },
    evaluation: { replicates: 40, ...changes.evaluation },
    champion: { replicates: 400, standardError: 1, maxReplicates: 1600, ...changes.champion },
  });

async function chosen(config: Config, candidates: readonly ReturnType<typeof candidate>[]) {
  const requests: EnsembleRequest[] = [];
  const listening: Evaluate = (task) => {
    requests.push(task.ensembles);
    return evaluate(task);
  };
  const champion = await chooseChampion(config, { candidates, generation: GENERATION }, listening);
  return { champion, requests };
}

describe("the champion", () => {
  it("is the candidate with the best utility on fresh replicates, whatever it was selected at", async () => {
    const config = configured({ model: { duration: 10, noiseStrength: 0.3 } });
    const { champion } = await chosen(config, [candidate(NOTHING, 0.99), candidate(GOOD, 0.5, 4)]);
    expect(champion.genome).toEqual(GOOD);
    expect(champion).toMatchObject({ generation: 4, selectedFitness: 0.5 });
    expect(champion.candidates.map(({ selectedFitness }) => selectedFitness)).toEqual([0.99, 0.5]);
    expect(champion.candidates[1]!.utility).toBeGreaterThan(champion.candidates[0]!.utility ?? NaN);
  });

  it("is reported on replicates that neither fitness nor the choice has seen, with the gap to its fitness", async () => {
    const { champion, requests } = await chosen(configured(), [candidate(GOOD, 0.9), candidate(BETTER, 0.8)]);
    const [choosing, , reporting] = requests;
    expect(choosing!.keys).toEqual(freshKeys(11, "choosingChampion", GENERATION));
    expect(reporting!.keys).toEqual(freshKeys(11, "reportingChampion", GENERATION));
    const { utility } = champion.assessment.measures;
    expect(champion.selectionGap).toBe(champion.selectedFitness - (utility ?? NaN));
    // Chosen and reported on other noise: the same genome, another number.
    expect(champion.candidates.map((c) => c.utility)).not.toContain(utility);
  });

  it("shares no drawing key with the fitness of any generation, nor choosing with reporting", () => {
    const keysOf = ({ noise, initialStates }: DrawKeys): readonly Key[] => [...noise, ...initialStates];
    const keys = [
      ...[0, 1, 2, 6, 7, 8].flatMap((generation) =>
        (["common", "independent"] as const).flatMap((randomNumbers) =>
          keysOf(fitnessKeys(11, generation, 20, randomNumbers)),
        ),
      ),
      ...[6, 7, 8].flatMap((generation) =>
        (["choosingChampion", "reportingChampion", "evaluate"] as const).flatMap((purpose) =>
          keysOf(freshKeys(11, purpose, generation)),
        ),
      ),
    ];
    expect(new Set(keys.map((words) => words.join())).size).toBe(keys.length);
  });

  it("is measured on as few replicates as its fitness was, too, for the warning", async () => {
    const { champion, requests } = await chosen(configured(), [candidate(GOOD, 0.9)]);
    expect(requests[1]).toMatchObject({ replicates: { from: 0, count: 40 }, population: { individuals: 1 } });
    expect(champion.fitnessSample).toMatchObject({ replicates: 40, estimator: "plug-in" });
  });

  it("is never a genome whose f is not finite, even if it claims a fitness", async () => {
    const broken = GOOD.map(() => NaN);
    const { champion } = await chosen(configured(), [candidate(broken, 5), candidate(NOTHING, 0)]);
    expect(champion.genome).toEqual(NOTHING);
    expect(champion.candidates[0]!.utility).toBeNull();
  });

  it("is not one for which the estimator has no value, if another has one", async () => {
    // One step of no regulation over 20 cells: no two of 400 patterns agree, and NSB is undefined.
    const scattered = { cells: 20, duration: 0.02, initialSpread: 0.5 };
    const settings = { model: scattered, evaluation: { estimator: "nsb" } };
    const pushed = genomeOf("tanh:amplitude=100,gain=100,centre=-5");
    const { champion } = await chosen(configured(settings), [candidate(NOTHING, 0.9), candidate(pushed, 0)]);
    expect(champion.candidates[0]!.utility).toBeNull();
    expect(champion.genome).toEqual(pushed);
    expect(champion.assessment.measures.utility).not.toBeNull();
  });

  it("does not exist where no individual had a fitness, and the error says what to do", async () => {
    await expect(chosen(configured(), [])).rejects.toMatchObject({ code: "search.no-champion" });
  });
});

describe("an assessment", () => {
  const conditions = ensembleConditions(configured(), freshKeys(11, "reportingChampion", GENERATION));
  const assessed = async (standardError: number, maxReplicates: number) => {
    const ranges: EnsembleRequest["replicates"][] = [];
    const listening: Evaluate = (task) => {
      ranges.push(task.ensembles.replicates);
      return evaluate(task);
    };
    const precision = { replicates: 100, standardError, maxReplicates };
    const [assessment] = await assess(conditions, soloPopulation(GOOD), precision, "plug-in", listening);
    return { assessment: assessment!, ranges };
  };

  it("doubles the replicates until the cap and keeps those it has", async () => {
    const { assessment, ranges } = await assessed(1e-9, 700);
    expect(ranges).toEqual([
      { from: 0, count: 100 },
      { from: 100, count: 100 },
      { from: 200, count: 200 },
      { from: 400, count: 300 },
    ]);
    const whole = await evaluate({
      kind: "ensemble",
      ensembles: {
        ...conditions,
        population: soloPopulation(GOOD),
        replicates: { from: 0, count: 700 },
      },
    });
    expect(assessment.ensemble.distinct).toEqual(whole.counts[0]);
  });

  it("stops as soon as the standard error asked for is reached", async () => {
    const { assessment, ranges } = await assessed(0.015, 100_000);
    const { standardError, replicates } = assessment.measures;
    expect(standardError).toBeLessThanOrEqual(0.015);
    expect(ranges.length).toBeGreaterThan(1);
    const { assessment: before } = await assessed(1e-9, replicates / 2);
    expect(before.measures.standardError).toBeGreaterThan(0.015);
  });

  it("takes no more replicates than the least where these are precise enough", async () => {
    expect((await assessed(1, 100_000)).ranges).toEqual([{ from: 0, count: 100 }]);
  });
});

describe("the check of the time step", () => {
  it("finds that one step of dt = 1 is not what two or four shorter ones are", async () => {
    const { champion } = await chosen(configured({ model: { duration: 1, dt: 1 } }), [candidate(GOOD, 0.9)]);
    expect(champion.timeStep.steps.map(({ dt }) => dt)).toEqual([1, 0.5, 0.25]);
    expect(champion.timeStep.sensitive).toBe(true);
  });

  it("finds no difference at dt = 0.02, fifty steps to the shortest time of f", async () => {
    // By chance alone it would in about 1 of 200 seeds.
    const { champion } = await chosen(configured(), [candidate(GOOD, 0.9)]);
    expect(champion.timeStep.sensitive).toBe(false);
  });
});
