import {
  CellfateError,
  freshKeys,
  LIMITS,
  patternString,
  systemOf,
  trajectoryFrames,
} from "../../engine/index.js";
import { chooseBackend } from "../choose-backend.js";
import { parseCount } from "../input/parse-count.js";
import { subjectCommand } from "../input/shared-options.js";
import { resolveSubject } from "../input/subject-source.js";
import { tell } from "../output/streams.js";
import { conditionsOf, conditionsText } from "../output/conditions.js";
import { outputFile, writeOutput } from "../output/write-output.js";
import { withBackend } from "../with-backend.js";

export const command = subjectCommand()
  .option("--replicates <n>", "number of replicates", "10")
  .option("--every <steps>", "steps between frames", "10")
  .requiredOption("--out <file>", "file to write, JSON")
  .action(async (path, options) => {
    const subject = resolveSubject(path, options.regulator, options);
    const { config, genome } = subject;
    const system = systemOf(config);
    const { cells } = system.lattice;
    const { steps, dt } = system.integrator;
    const replicates = parseCount(options.replicates, "--replicates", LIMITS.replicates);
    const every = parseCount(options.every, "--every", steps);
    const frames = trajectoryFrames(steps, every);
    if (replicates * frames * cells > LIMITS.trajectoryStates) {
      throw new CellfateError({
        code: "usage.size",
        message: `${replicates} replicates × ${frames} frames × ${cells} cells are ${replicates * frames * cells} states, and the limit of a file is ${LIMITS.trajectoryStates}`,
        cure: "Take fewer --replicates or a larger --every.",
      });
    }
    const out = outputFile(options.out);
    const { name } = await chooseBackend(config);
    const { states, patterns, layout } = await withBackend(name, (backend) =>
      backend.simulate({
        system,
        individuals: 1,
        genomes: genome,
        keys: freshKeys(config.seed, "evaluate", 0),
        replicates: { from: 0, count: replicates },
        output: "trajectory",
        every,
      }),
    );
    const frame = (replicate: number, index: number): number[] => {
      const at = (replicate * frames + index) * cells;
      return [...states.subarray(at, at + cells)];
    };
    const trajectories = {
      ...conditionsOf(subject),
      cells,
      steps,
      dt,
      every,
      times: Array.from({ length: frames }, (_, index) => index * every * dt),
      states: Array.from({ length: replicates }, (_, r) =>
        Array.from({ length: frames }, (_, i) => frame(r, i)),
      ),
      patterns: Array.from({ length: replicates }, (_, r) => patternString(patterns, r, layout)),
    };
    await writeOutput(out, `${JSON.stringify(trajectories)}\n`);
    tell(conditionsText(conditionsOf(subject)));
    tell(`${replicates} trajectories of ${frames} frames are in ${out.name}\n`);
  });
