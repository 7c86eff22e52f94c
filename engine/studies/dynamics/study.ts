import { patternString } from "../../../kernels/index.js";
import { ensembleConditions, soloPopulation } from "../../evaluation/ensemble.js";
import { freshKeys } from "../../random/draw-keys.js";
import { type Laboratory, presetWith, tanhRegulator, under } from "../laboratory.js";
import type { Study } from "../study.js";
import { annealing } from "./annealing.js";
import { boundaries, COMPARED_GAIN } from "./boundaries.js";
import { claims } from "./claims.js";
import { convergences } from "./convergence.js";
import type { Dynamics } from "./findings.js";
import { timeStepEffect } from "./time-steps.js";

const SHOWN_REPLICATES = 30;

async function firstPatterns({ backend }: Laboratory): Promise<readonly string[]> {
  const { hidden, genome } = tanhRegulator(COMPARED_GAIN);
  const config = under(presetWith("lateral-inhibition"), { hidden });
  const { patterns, layout } = await backend.simulate({
    ...ensembleConditions(config, freshKeys(config.seed, "evaluate", 0)),
    ...soloPopulation(genome),
    replicates: { from: 0, count: SHOWN_REPLICATES },
    output: "patterns",
  });
  return Array.from({ length: SHOWN_REPLICATES }, (_, i) => patternString(patterns, i, layout));
}

async function compute(laboratory: Laboratory): Promise<Dynamics> {
  laboratory.begin("one regulatory function under three boundaries");
  const compared = await boundaries(laboratory);
  const replicates = await firstPatterns(laboratory);
  laboratory.begin("errors of the scheme at finer and finer time steps");
  const convergence = await convergences(laboratory);
  laboratory.begin("utilities at finer and finer time steps");
  const timeSteps = await timeStepEffect(laboratory);
  laboratory.begin("utilities over noise strength and duration");
  const { cells } = presetWith("lateral-inhibition").model;
  return {
    ...{ boundaries: compared, replicates, convergence, timeSteps },
    annealing: await annealing(laboratory),
    alternations: 1 - 1 / cells,
  };
}

/** How the cells of a line are simulated, and what boundary, noise and time step do. */
export const dynamics: Study<Dynamics> = {
  name: "dynamics",
  title: "The dynamics",
  question:
    "How do the cells of a line change over time, and what of it is of the boundary, the noise and the time step?",
  compute,
  claims,
};
