import * as figures from "../../../engine/figures/figures.js";
import { amount, bits, plusMinus } from "../../../engine/figures/numbers.js";
import type { Convergence } from "../../../engine/studies/dynamics/convergence.js";
import type { Dynamics } from "../../../engine/studies/dynamics/findings.js";
import { dynamics as study } from "../../../engine/studies/dynamics/study.js";
import type { Section } from "../../report/page.js";
import { type Account, type Chapter, chapterOf } from "../chapter.js";
import { timeSection } from "./dynamics/time.js";
import { annealingSection, bestOf } from "./dynamics/annealing.js";
import { shown, renamed } from "../figures.js";

const STEP = "s_i ← clip( s_i + f(s̄_i)·dt + σ·√dt·ξ, 0, 1 )";

function stepSection(): Section {
  return {
    title: "A step",
    blocks: [
      {
        kind: "text",
        text: "Each cell has a state s between 0 and 1. It senses s̄, the average state of its neighbours, itself left out, and the regulatory function f says how fast s rises or falls for it. On top of this comes noise: ds = f(s̄) dt + σ dW. A computer cuts time into short steps dt (the Euler–Maruyama scheme):",
      },
      { kind: "formula", text: STEP },
      {
        kind: "text",
        text: "ξ is a fresh normal random number for each cell and step. It is multiplied by √dt and not dt, since the variances of independent pushes add up, not the pushes. All averages are taken from the states before the step, so no cell is first. Whatever would leave [0, 1] is put back to 0 or 1. At the end a cell with s ≥ ½ has fate 1, else 0, and the fates of the line are its pattern.",
      },
    ],
  };
}

function boundarySection({ boundaries }: Dynamics): Section {
  const titles = { open: "open ends", pinned: "pinned ends", periodic: "a ring" };
  const [open] = boundaries;
  return {
    title: "Neighbours and the three boundaries",
    blocks: [
      {
        kind: "text",
        text: "A cell has two neighbours, but what has one at an end? In an open line it senses only its one neighbour (all of it, not half). In a pinned line the end cells are also set to 0 after every step. A periodic line is a ring and has no ends. Here is the same rule, f = −tanh(10(s̄ − ½)), under all three: a cell switches off where its neighbours are on, and on where they are off.",
      },
      ...shown(
        ...boundaries.map(({ boundary, trajectories }) =>
          renamed(figures.spaceTime({ trajectories }), boundary, `States over time, ${titles[boundary]}`),
        ),
      ),
      {
        kind: "table",
        head: ["boundary", "U (bits)", "of it PI", "distinct patterns", "replicates", "states at 0 or 1"],
        rows: boundaries.map(({ boundary, measures, clipped }) => [
          boundary,
          plusMinus(measures),
          bits(measures.positionalInformation),
          measures.distinctPatterns,
          measures.replicates,
          `${(100 * clipped).toFixed(0)} %`,
        ]),
      },
      {
        kind: "text",
        text: `Within about a unit of time cells fall into on and off, and then little changes: ${open === undefined ? "" : `${(100 * open.clipped).toFixed(0)} % of the last states of the open line are exactly 0 or 1.`} A ring of an odd number of cells cannot alternate all the way round, so one pair of equal neighbours is left, anywhere: no place is special, and so there is no positional information. Pinned ends tell cells where they are; chapter 6 follows this.`,
      },
    ],
  };
}

function replicateSection({ replicates }: Dynamics): Section {
  return {
    title: "Replicates",
    blocks: [
      {
        kind: "text",
        text: "A replicate is the whole simulation once more. The rule, the boundary, σ, dt and the duration are the same; the states in which the cells begin, uniform between 0.4 and 0.6, and every ξ are drawn anew. What differs between replicates is then only what chance decided, and what is the same in all of them is what the rule decides. Random numbers are a function of seed, replicate, cell and step, so a replicate is the same again whoever computes it, but at another dt it has another noise: time steps are compared by averages, not path by path.",
      },
      ...shown(figures.raster({ patterns: replicates, fates: 2 })),
    ],
  };
}

/** Relative errors of what was measured at each time step. */
function errorsOf(
  label: string,
  { exact, steps, order }: Convergence,
): Parameters<typeof figures.convergence>[0]["curves"][number] {
  return {
    label,
    points: steps.map(({ dt, moment, standardError }) => ({
      dt,
      error: (moment - exact) / exact,
      standardError: standardError / exact,
    })),
    order,
  };
}

function orderText({ order: { order, standardError } }: Convergence): string {
  return `${order.toFixed(2)} ± ${standardError.toFixed(2)}`;
}

function stateText({ steps }: Convergence, dt: number): string {
  return amount(steps.find((step) => step.dt === dt)?.moment ?? NaN);
}

function atStep({ exact, steps }: Convergence, dt: number): string {
  const found = steps.find((step) => step.dt === dt);
  return found === undefined ? "unknown" : `${(100 * Math.abs(found.moment / exact - 1)).toFixed(1)} %`;
}

function clippingSection({ convergence: { inside, wall } }: Dynamics): Section {
  return {
    title: "Clipping, and the order of the scheme",
    blocks: [
      {
        kind: "text",
        text: "How wrong is a step of 0.01? A single cell, which senses itself, has cases whose answer is known. With f = −5(s − ½) and σ = 0.3 it is pulled to the middle and never comes near a wall. Its variance should be σ²/(2k), with k = 5 the strength of the pull; that of the scheme is σ²/(2k − k²·dt). With f = −1 it is pressed against 0 and clipped all the time. Its mean should be σ²/2; that of the scheme is lower by 0.583·σ·√dt, as what the path does between two steps is not seen and not put back.",
      },
      ...shown(
        figures.convergence({
          curves: [errorsOf("variance, inside", inside), errorsOf("mean, at the wall", wall)],
        }),
      ),
      {
        kind: "text",
        text: `Inside, half the step is half the error and less: the measured order is ${orderText(inside)}, theory at these steps ${inside.predictedOrder.toFixed(2)} and 1 for tiny ones. At the wall it is ${orderText(wall)} (theory ${wall.predictedOrder.toFixed(2)}, and ½ for tiny ones): for half the error one needs a quarter of the step. At dt = 0.01 the error is ${atStep(inside, 0.01)} inside and ${atStep(wall, 0.01)} at the wall. That matters less than it sounds, since a cell at a wall is far from ½, and its fate is the same whether its state is ${stateText(wall, 0.01)} or ${amount(wall.exact)} on average. It does matter where f is steep near s̄ = 0 or 1.`,
      },
    ],
  };
}

function account(findings: Dynamics): Account {
  const { convergence, timeSteps, annealing, alternations } = findings;
  const best = bestOf(annealing);
  const { found, steep } = timeSteps;
  const least = [...steep].sort((a, b) => (a.measures.utility ?? 0) - (b.measures.utility ?? 0))[0];
  return {
    answer: `Lateral inhibition sorts the cells into on and off within a few units of time, and noise then anneals the line: over duration ${amount(best.duration)} U is highest, ${plusMinus(best.measures)}, at noise strength ${amount(best.noise)}, close to ${bits(alternations)} of two perfect alternations. The scheme's error grows as dt to the power ${orderText(convergence.inside)} inside and ${orderText(convergence.wall)} where states are clipped. Gentle rules do not feel the time step; a steep one that was found at dt 0.01 has U = ${plusMinus(found.champion.assessment.measures)} there${least === undefined ? "" : ` and ${plusMinus(least.measures)} at dt ${amount(least.dt)}`}.`,
    sections: [
      stepSection(),
      boundarySection(findings),
      replicateSection(findings),
      clippingSection(findings),
      timeSection(timeSteps),
      annealingSection(annealing, alternations),
    ],
  };
}

export const dynamics: Chapter = chapterOf(study, account);
