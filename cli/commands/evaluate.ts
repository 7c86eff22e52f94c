import {
  assess,
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
} from "../../engine/index.js";
import { chooseBackend } from "../choose-backend.js";
import { parseCount } from "../input/parse-count.js";
import { subjectCommand } from "../input/shared-options.js";
import { resolveSubject } from "../input/subject-source.js";
import { conditionsOf, conditionsText } from "../output/conditions.js";
import { measuresText, regulationText, SHOWN_PATTERNS } from "../output/measures-text.js";
import { warn } from "../output/problem-text.js";
import { print } from "../output/streams.js";
import { evaluationBytes, checkMemory } from "../memory.js";
import { withBackend } from "../with-backend.js";

export const command = subjectCommand()
  .option("--replicates <n>", "number of replicates", "3000")
  .option("--json", "one object on stdout")
  .action(async (path, options) => {
    const subject = resolveSubject(path, options.regulator, options);
    const { name, config, genome } = subject;
    const replicates = parseCount(options.replicates, "--replicates", LIMITS.replicates);
    const asked = `--replicates ${options.replicates}`;
    checkEnsembleSize(systemOf(config), replicates, asked);
    const bytes = evaluationBytes(config, replicates);
    checkMemory(bytes, "The evaluation", asked, "Take fewer --replicates, or fewer cells.");
    const backend = await chooseBackend(config);
    const [assessment] = await withBackend(backend.name, (opened) =>
      assess(
        ensembleConditions(config, freshKeys(config.seed, "evaluate", 0)),
        soloPopulation(genome),
        fixedPrecision(replicates),
        config.evaluation.estimator,
        evaluateOn(opened),
      ),
    );
    if (assessment?.drift.finite !== true) {
      throw new CellfateError({
        code: "champion.not-finite",
        message: "The regulatory function is not finite on [0, 1], so it has no measures.",
        where: name,
        cure: "Its genome holds numbers that are not finite or far too large.",
      });
    }
    const json = options.json === true;
    const measures = measuresReport(assessment, config.seed, backend.name, json ? undefined : SHOWN_PATTERNS);
    for (const warning of samplingWarnings(assessment.measures, "--replicates")) warn(warning);
    const { intervals, error, tolerance } = assessment.drift;
    if (intervals > 0 && error > tolerance) {
      warn({
        message: `The table of f misses its error bound ${(error / tolerance).toFixed(1)}-fold at ${intervals} intervals.`,
        cure: "Use --set evaluation.regulation=direct to evaluate the network in every step.",
      });
    }
    print(
      json
        ? `${JSON.stringify({ ...conditionsOf(subject), ...measures })}\n`
        : `${conditionsText(conditionsOf(subject))}\n${measuresText(measures)}\n${regulationText(regulationShape(config.network.hidden, genome))}`,
    );
  });
