import {
  assess,
  checkTimeStep,
  CellfateError,
  checkEnsembleSize,
  ensembleConditions,
  evaluateOn,
  fixedPrecision,
  freshKeys,
  LIMITS,
  measuresReport,
  regulationShape,
  samplingWarnings,
  soloPopulation,
  systemOf,
  tableEffect,
} from "../../engine/index.js";
import { chooseBackend } from "../choose-backend.js";
import { parseCount } from "../input/parse-count.js";
import { parseParts } from "../input/parse-parts.js";
import { subjectCommand } from "../input/shared-options.js";
import { resolveSubject } from "../input/subject-source.js";
import { examplesText } from "../output/examples.js";
import { conditionsOf, conditionsText } from "../output/conditions.js";
import { measuresText, regulationText, SHOWN_PATTERNS, timeStepText } from "../output/measures-text.js";
import { warn } from "../output/problem-text.js";
import { warnAboutTable } from "../output/table-warning.js";
import { print } from "../output/streams.js";
import { evaluationBytes, checkMemory } from "../memory.js";
import { withBackend } from "../with-backend.js";

export const command = subjectCommand()
  .option("--replicates <n>", "number of replicates", "3000")
  .option(
    "--time-steps [parts]",
    "also measure at finer time steps dt / part, and say whether the utility holds; by default 2,4",
  )
  .option("--json", "one object on stdout")
  .addHelpText(
    "after",
    examplesText(
      "cellfate evaluate runs/pinned-ends-7 --replicates 20000 --json",
      "cellfate evaluate runs/pinned-ends-7 --set model.noiseStrength=0.3",
      "cellfate evaluate --regulator tanh:amplitude=1,gain=10,centre=0.5 --time-steps",
    ),
  )
  .action(async (path, options) => {
    const subject = resolveSubject(path, options.regulator, options);
    const { name, config, genome } = subject;
    const replicates = parseCount(options.replicates, "--replicates", LIMITS.replicates);
    const asked = `--replicates ${options.replicates}`;
    checkEnsembleSize(systemOf(config), replicates, asked);
    const bytes = evaluationBytes(config, replicates);
    checkMemory(bytes, "The evaluation", asked, "Take fewer --replicates, or fewer cells.");
    const parts = options.timeSteps === undefined ? null : parseParts(options.timeSteps, config);
    const backend = await chooseBackend(config);
    const { estimator } = config.evaluation;
    const conditions = ensembleConditions(config, freshKeys(config.seed, "evaluate", 0));
    const { assessment, effect, timeStep } = await withBackend(backend.name, async (opened) => {
      const evaluate = evaluateOn(opened);
      const precision = fixedPrecision(replicates);
      const [assessed] = await assess(conditions, soloPopulation(genome), precision, estimator, evaluate);
      if (assessed?.drift.finite !== true) {
        throw new CellfateError({
          code: "champion.not-finite",
          message: "The regulatory function is not finite on [0, 1], so it has no measures.",
          where: name,
          cure: "Its genome holds numbers that are not finite or far too large.",
        });
      }
      const { measures: atDt, drift } = assessed;
      return {
        assessment: assessed,
        effect: await tableEffect(config, conditions.keys, genome, drift, replicates, evaluate),
        timeStep:
          parts === null
            ? null
            : await checkTimeStep(conditions, genome, atDt, parts, replicates, estimator, evaluate),
      };
    });
    const json = options.json === true;
    const measures = measuresReport(assessment, config.seed, backend.name, json ? undefined : SHOWN_PATTERNS);
    for (const warning of samplingWarnings(assessment.measures, "--replicates")) warn(warning);
    warnAboutTable(effect);
    print(
      json
        ? `${JSON.stringify({ ...conditionsOf(subject), ...measures, ...(timeStep === null ? {} : { timeStep }) })}\n`
        : [
            `${conditionsText(conditionsOf(subject))}\n${measuresText(measures, config.model.boundary)}\n`,
            timeStep === null ? "" : `${timeStepText(timeStep)}\n`,
            regulationText(regulationShape(config.network.hidden, genome)),
          ].join(""),
    );
  });
