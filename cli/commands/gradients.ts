import {
  diagnoseGradients,
  type DiagnosisEffort,
  evaluateOn,
  type GradientDiagnosis,
  LIMITS,
} from "../../engine/index.js";
import { chooseBackend } from "../choose-backend.js";
import { resolveOptions } from "../input/config-source.js";
import { followedSubjects, type GradientSubjects, subjectsOfRun } from "../input/gradient-subjects.js";
import { parseCount } from "../input/parse-count.js";
import { refuseBeside } from "../input/refuse-beside.js";
import { configCommand } from "../input/shared-options.js";
import { examplesText } from "../output/examples.js";
import { askedExporter, GRADIENT_EXPORTERS } from "../output/exporters.js";
import { gradientsJson, gradientsText, verdictText } from "../output/gradients.js";
import { createProgress } from "../output/progress.js";
import { drawsOnTerminal, tell } from "../output/streams.js";
import { outputFile, STDOUT, writeOutput } from "../output/write-output.js";
import { withBackend } from "../with-backend.js";

/** More take longer than a training. */
const MOST_PAIRS = 1024;
/** By default: two blocks of a gradient, by which its variance is measured; and all are compared with one another. */
const [LEAST_REPLICATES, MOST_REPLICATES] = [64, 4096];

export const command = configCommand()
  .argument("[directory]", "a run directory; otherwise the configuration's training is made here")
  .option(
    "--every <n>",
    "diagnose every n-th generation; by default 0, 1, 2, 3, 4, 6, 8, 12, 16, 24 … and the last",
  )
  .option(
    "--replicates <n>",
    `number of replicates, 1 … ${MOST_REPLICATES}; by default those of the training, but ${LEAST_REPLICATES} at least`,
  )
  .option("--pairs <n>", `antithetic pairs of the estimate without derivatives, 1 … ${MOST_PAIRS}`, "16")
  .option("--out <file>", `file to write, ${Object.keys(GRADIENT_EXPORTERS).join(" or ")}; by default stdout`)
  .option("--json", "JSON instead of text, on stdout and where the file's name does not say")
  .addHelpText(
    "after",
    examplesText(
      "cellfate gradients runs/optimum",
      "cellfate gradients --preset gradient --seed 7 --out gradients.html",
      "cellfate gradients --preset gradient --set search.strategy.fates=thresholded --every 10 --json",
    ),
  )
  .action(async (directory, { json = false, out = STDOUT, ...options }) => {
    const { backend, preset, config: file, set, seed } = options;
    const count = (text: string | undefined, option: string, most: number): number | undefined =>
      text === undefined ? undefined : parseCount(text, option, most);
    const every = count(options.every, "--every", LIMITS.generations);
    const replicates = count(options.replicates, "--replicates", MOST_REPLICATES);
    const pairs = parseCount(options.pairs, "--pairs", MOST_PAIRS);
    const exporter = askedExporter(GRADIENT_EXPORTERS, out, json ? gradientsJson : undefined, gradientsText);
    const output = outputFile(out);
    if (directory !== undefined) refuseBeside(directory, { preset, config: file, set, seed });
    const source =
      directory === undefined
        ? followedSubjects(resolveOptions(options), every)
        : subjectsOfRun(directory, { backend }, every);
    const diagnosis = await diagnose(source, {
      replicates: replicates ?? usualReplicates(source),
      pairs,
    });
    await writeOutput(output, await exporter({ subject: source.name, ...diagnosis }));
    if (output.kind !== "stdout") tell(`${verdictText(diagnosis)}The diagnosis is in ${output.name}\n`);
  });

/** As many as the training scores on, within bounds. */
function usualReplicates({ config }: GradientSubjects): number {
  return Math.min(Math.max(config.evaluation.replicates, LEAST_REPLICATES), MOST_REPLICATES);
}

/** Diagnoses all subjects, with progress on a terminal where a training is made for it. */
async function diagnose(
  { config, generations, subjects }: GradientSubjects,
  effort: DiagnosisEffort,
): Promise<GradientDiagnosis> {
  const { search, champion } = config;
  const made = { search: { ...search, stop: { ...search.stop, generations } }, champion };
  const progress = createProgress(made, 0, 0, generations === 0 || !drawsOnTerminal());
  const begun = performance.now();
  const { name } = await chooseBackend(config);
  try {
    return await withBackend(name, (backend) => {
      const evaluate = evaluateOn(backend);
      const all = subjects(evaluate, (record) =>
        progress.generation(record, (performance.now() - begun) / 1000),
      );
      return diagnoseGradients(config, all, effort, evaluate);
    });
  } finally {
    progress.stop();
  }
}
