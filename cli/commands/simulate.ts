import { freshKeys, LIMITS, systemOf, trajectoryFrames } from "../../engine/index.js";
import { chooseBackend } from "../choose-backend.js";
import { parseCount } from "../input/parse-count.js";
import { subjectCommand } from "../input/shared-options.js";
import { resolveSubject } from "../input/subject-source.js";
import { examplesText } from "../output/examples.js";
import { tell } from "../output/streams.js";
import { conditionsOf, conditionsText } from "../output/conditions.js";
import { exporterFor, TRAJECTORY_EXPORTERS } from "../output/exporters.js";
import { isPicture } from "../output/picture-formats.js";
import { checkTrajectories, type TrajectoryRequest } from "../output/trajectories.js";
import { trajectoriesJson } from "../output/trajectories-json.js";
import { outputFile, writeOutput } from "../output/write-output.js";
import { checkMemory, simulationBytes } from "../memory.js";
import { withBackend } from "../with-backend.js";

export const command = subjectCommand()
  .option("--replicates <n>", "number of replicates", "10")
  .option("--every <steps>", "steps between frames", "10")
  .requiredOption(
    "--out <file>",
    `file to write, ${Object.keys(TRAJECTORY_EXPORTERS).join(" or ")}; - is stdout`,
  )
  .addHelpText(
    "after",
    examplesText(
      "cellfate simulate runs/pinned-ends-7 --out trajectories.csv",
      "cellfate simulate --regulator tanh:gain=10 --replicates 100 --every 100 --out trajectories.json",
    ),
  )
  .action(async (path, options) => {
    const subject = resolveSubject(path, options.regulator, options);
    const { config, genome } = subject;
    const system = systemOf(config);
    const { steps, dt } = system.integrator;
    const request: TrajectoryRequest = {
      system,
      genome,
      keys: freshKeys(config.seed, "evaluate", 0),
      replicates: parseCount(options.replicates, "--replicates", LIMITS.replicates),
      every: parseCount(options.every, "--every", steps),
    };
    const bytes = simulationBytes(checkTrajectories(request));
    checkMemory(
      bytes,
      "The simulation",
      `--every ${options.every}`,
      "Take a larger --every, or fewer cells.",
    );
    const exporter = exporterFor(TRAJECTORY_EXPORTERS, options.out, trajectoriesJson);
    const out = outputFile(options.out);
    const { name } = await chooseBackend(config);
    const { every, replicates } = request;
    const head = { ...conditionsOf(subject), cells: system.lattice.cells, steps, dt, every };
    await withBackend(name, async (backend) => writeOutput(out, await exporter({ backend, request, head })));
    tell(conditionsText(conditionsOf(subject)));
    if (out.kind === "stdout") return;
    tell(
      isPicture(out.name)
        ? `the first of ${replicates} trajectories are drawn in ${out.name}\n`
        : `${replicates} trajectories of ${trajectoryFrames(steps, every)} frames are in ${out.name}\n`,
    );
  });
