import { CellfateError, createBackend, freshKeys, kernelModel, patternString } from "../../engine/index.js";
import { chooseBackend } from "../choose-backend.js";
import { EXIT } from "../exit-codes.js";
import { type ConfigOptions } from "../input/config-source.js";
import { parseCount } from "../input/parse-count.js";
import { resolveSubject } from "../input/subject-source.js";
import { checkOutput, writeOutput } from "../output/write-output.js";

/** Options of `cellfate simulate`. */
export interface SimulateOptions extends ConfigOptions {
  readonly regulator?: string | undefined;
  readonly replicates: string;
  readonly every: string;
  readonly out: string;
}

/** Most states that a file of trajectories may hold. */
const MOST_STATES = 5e7;

/** Simulates one regulatory function and writes its trajectories; the exit code. */
export async function simulate(path: string | undefined, options: SimulateOptions): Promise<number> {
  const { config, genome } = resolveSubject(path, options.regulator, options);
  const model = kernelModel(config.model);
  const { cells, steps, dt } = model;
  const replicates = parseCount(options.replicates, "--replicates", 0x1fffff);
  const every = parseCount(options.every, "--every", steps);
  const frames = Math.trunc(steps / every) + 1;
  if (replicates * frames * cells > MOST_STATES) {
    throw new CellfateError({
      code: "usage.size",
      message: `${replicates} replicates × ${frames} frames × ${cells} cells are more than a file should hold`,
      cure: "Take fewer --replicates or a larger --every.",
    });
  }
  checkOutput(options.out);
  const backend = await createBackend((await chooseBackend(config)).name);
  const { states, patterns, layout } = await backend.simulate({
    model,
    regulation: {
      mode: config.evaluation.regulation,
      hidden: config.network.hidden,
      genomes: genome,
      individuals: 1,
    },
    keys: freshKeys(config.seed, "evaluate", 0),
    replicates: { from: 0, count: replicates },
    output: "trajectory",
    every,
  });
  backend.dispose();
  const frame = (replicate: number, index: number): number[] => {
    const at = (replicate * frames + index) * cells;
    return [...states.subarray(at, at + cells)];
  };
  const trajectories = {
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
  await writeOutput(options.out, `${JSON.stringify(trajectories)}\n`);
  process.stderr.write(`${replicates} trajectories of ${frames} frames are in ${options.out}\n`);
  return EXIT.done;
}
