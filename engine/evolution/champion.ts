import { CellfateError } from "../../kernels/index.js";
import { type RegulationShape, regulationShape } from "../analysis/regulation-shape.js";
import type { Config } from "../config/config.js";
import { type Assessment, assess, fixedPrecision } from "../evaluation/assess.js";
import { type EnsembleConditions, ensembleConditions, soloPopulation } from "../evaluation/ensemble.js";
import { scoreTimeSteps } from "./score-time-steps.js";
import type { Evaluate } from "../evaluation/tasks/evaluate.js";
import type { EnsembleMeasures } from "../information/ensemble-measures.js";
import { freshKeys } from "../random/draw-keys.js";
import { populationOf } from "./candidates.js";
import type { SearchState } from "./search-state.js";
import { type TableEffect, tableEffect } from "./table-effect.js";
import { checkTimeStep, REPORTED_PARTS, type TimeStepCheck } from "./time-step-check.js";

/** The individual that a search reports, measured on fresh replicates. */
export interface Champion extends RegulationShape {
  readonly genome: Float32Array;
  /** The last generation it was scored in. */
  readonly generation: number;
  /** Its fitness there: selected, so biased upwards. */
  readonly selectedFitness: number;
  /** On replicates that played no part in choosing it. */
  readonly assessment: Assessment;
  /** Selected fitness minus reported utility: what selection on noise pretended. */
  readonly selectionGap: number | null;
  /** On as few replicates as its fitness: whether these suffice to select by. */
  readonly fitnessSample: EnsembleMeasures;
  /** Every candidate with its selected fitness and its utility on the replicates they were compared on. */
  readonly candidates: readonly { readonly selectedFitness: number; readonly utility: number | null }[];
  readonly timeStep: TimeStepCheck;
  /** What its table of f changes; null where that keeps its error bound. */
  readonly tableEffect: TableEffect | null;
}

/** What choosing a champion does, one after another: compare candidates, measure the best, check finer time steps. */
export type ChampionStep = "compare" | "measure" | "refine";

/**
 * The champion of a search: its candidates are compared on fresh replicates, and the best of them is measured on
 * others again, at the precision the configuration asks for.
 *
 * @param onStep hears of every step as it begins
 * @throws CellfateError `search.no-champion`
 */
export async function chooseChampion(
  config: Config,
  { candidates, generation }: Pick<SearchState, "candidates" | "generation">,
  evaluate: Evaluate,
  onStep: (step: ChampionStep) => void = () => undefined,
): Promise<Champion> {
  if (candidates.length === 0) {
    throw new CellfateError({
      code: "search.no-champion",
      message:
        "No individual of the last generations had a fitness: f was not finite, or the estimator undefined.",
      cure: "Use a smaller search.strategy.mutationStep, more evaluation.replicates, or the plug-in estimator.",
    });
  }
  const conditions = (purpose: "choosingChampion" | "reportingChampion"): EnsembleConditions =>
    ensembleConditions(config, freshKeys(config.seed, purpose, generation));
  const { estimator, timeSteps } = config.evaluation;
  onStep("compare");
  // Scored, so that the ensembles of all candidates are never held at once.
  const { fitness: compared } = await scoreTimeSteps(
    {
      kind: "score",
      ensembles: {
        ...conditions("choosingChampion"),
        population: populationOf(candidates),
        replicates: { from: 0, count: config.champion.replicates },
      },
      estimator,
      standardErrors: false,
    },
    timeSteps,
    evaluate,
  );
  const utilities = Array.from(compared, (utility) => (Number.isNaN(utility) ? null : utility));
  const winner = utilities.reduce<number>(
    (best, utility, i) => ((utility ?? -Infinity) > (utilities[best] ?? -Infinity) ? i : best),
    0,
  );
  const { genome, generation: scoredIn, fitness } = candidates[winner]!;
  onStep("measure");
  const asFitness = fixedPrecision(config.evaluation.replicates);
  const samples = await assess(
    conditions("choosingChampion"),
    soloPopulation(genome),
    asFitness,
    estimator,
    evaluate,
  );
  const reporting = conditions("reportingChampion");
  const assessments = await assess(reporting, soloPopulation(genome), config.champion, estimator, evaluate);
  const assessment = assessments[0]!;
  const { utility } = assessment.measures;
  onStep("refine");
  return {
    genome,
    generation: scoredIn,
    selectedFitness: fitness,
    assessment,
    selectionGap: utility === null ? null : fitness - utility,
    fitnessSample: samples[0]!.measures,
    candidates: candidates.map((candidate, i) => ({
      selectedFitness: candidate.fitness,
      utility: utilities[i]!,
    })),
    timeStep: await checkTimeStep(
      reporting,
      genome,
      assessment.measures,
      REPORTED_PARTS,
      config.champion.replicates,
      estimator,
      evaluate,
    ),
    tableEffect: await tableEffect(
      config,
      reporting.keys,
      genome,
      assessment.drift,
      config.champion.replicates,
      evaluate,
    ),
    ...regulationShape(config.network.hidden, genome),
  };
}
