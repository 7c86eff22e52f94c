import * as figures from "../../../engine/figures/figures.js";
import { amount, bits, plusMinus } from "../../../engine/figures/numbers.js";
import type { RandomNetworks } from "../../../engine/studies/regulatory-network/random-networks.js";
import type { RegulatoryNetwork } from "../../../engine/studies/regulatory-network/findings.js";
import { regulatoryNetwork as study } from "../../../engine/studies/regulatory-network/study.js";
import type { Section } from "../../report/page.js";
import { type Account, type Chapter, chapterOf } from "../chapter.js";
import { renamed, shown } from "../figures.js";

const LABELS = { lecun: "LeCun-normal", wide: "wide" };

function architectureSection({ layers }: RegulatoryNetwork): Section {
  const hidden = layers.slice(0, -1).map(({ outputs }) => outputs);
  return {
    title: "One number in, one number out",
    blocks: [
      {
        kind: "text",
        text: `All that regulates a cell is one function f of one number, the average s̄ of its neighbours. Evolution needs a form of f that it can change in small steps, and a small neural network is one. The networks here have ${hidden.length} hidden layers of ${hidden.join(" and ")} units; every cell of the line has the same one. Each unit adds up what the units before it give, by its own weights, and bends the sum by a tanh:`,
      },
      {
        kind: "formula",
        text: `s̄ → ${hidden.map((size) => `tanh (${size} units)`).join(" → ")} → f(s̄)`,
      },
      { kind: "formula", text: "a_j = tanh( b_j + Σ_i a_i·w_ij ),   f = b + Σ_i a_i·w_i" },
      {
        kind: "text",
        text: "The last unit has no tanh, so that f may be of any size: it is a speed, in states per unit of time. Each unit of the first layer is a step along s̄: the ratio of its bias to its weight says where, its weight how steep. The later layers make bumps and hollows of these steps.",
      },
    ],
  };
}

function genomeSection({ layers }: RegulatoryNetwork): Section {
  return {
    title: "The genome",
    blocks: [
      {
        kind: "text",
        text: `The genome is all biases and weights in a row, ${layers.at(-1)?.end ?? 0} numbers: layer by layer, the biases before the weights, and these by the unit that they come from. This is the order in which the library Flax, which the project before this one used, writes a network down, so genomes can be exchanged.`,
      },
      {
        kind: "table",
        head: ["layer", "part", "first number", "shape"],
        rows: layers.flatMap(({ inputs, outputs, bias, kernel }, layer) => [
          [`${layer}`, "bias", bias, `${outputs}`],
          [`${layer}`, "kernel", kernel, `${inputs} × ${outputs}`],
        ]),
      },
    ],
  };
}

function median(values: Uint32Array): number {
  return [...values].sort((a, b) => a - b)[Math.trunc((values.length - 1) / 2)] ?? NaN;
}

function lawsSection({ lecun, wide }: RegulatoryNetwork): Section {
  const both = [lecun, wide];
  return {
    title: "Two laws of random networks",
    blocks: [
      {
        kind: "text",
        text: "The usual way to begin, LeCun-normal, has biases 0 and weights with variance one over the number of units before, so that numbers keep their size from layer to layer. That is good for learning, but such an f is nearly a straight line through 0 at s̄ = 0, and small. The wide law draws large weights and puts the steps of the first layer anywhere in [0, 1]. In a configuration network.initial chooses between them.",
      },
      ...shown(
        figures.regulations({ groups: both.map(({ law, curves }) => ({ label: LABELS[law], curves })) }),
      ),
      {
        kind: "text",
        text: `f is not evaluated in every step. It depends on one number, so it is looked up in a table on [0, 1], with straight lines between its entries. The table is refined, from 256 intervals up to 4096, until its error in a step is below a thousandth of the noise of a step; a few of the steepest networks come to the 4096 before. The best wide network below has ${plusMinus(wide.best.measures)} with its table and ${plusMinus(wide.best.direct)} with f evaluated in every step, on other numbers of replicates.`,
      },
      {
        kind: "table",
        head: ["law", "networks", "intervals: median", "most", "largest error, of its bound"],
        rows: both.map(({ law, scores: { tableIntervals, tableError } }) => [
          LABELS[law],
          tableIntervals.length,
          median(tableIntervals),
          Math.max(...tableIntervals),
          amount(Math.max(...tableError)),
        ]),
      },
    ],
  };
}

/** Utilities below, in bits, that are next to nothing. */
const LITTLE = 0.05;

function percentBelow({ scores: { fitness } }: RandomNetworks, most: number): string {
  return `${((100 * fitness.filter((value) => value < most).length) / fitness.length).toFixed(0)} %`;
}

function bestText({ law, found, robust, scores, replicates, best }: RandomNetworks): string {
  const steps = best.timeStep.steps.map((step) => `${plusMinus(step)} at dt ${amount(step.dt)}`).join(", ");
  const hold = found === 0 ? "" : `, of which ${robust} keep it at a quarter of the time step`;
  return `${LABELS[law]}: ${found} of ${scores.fitness.length} have U ≥ 0.98 on ${replicates} replicates${hold}. The highest is ${bits(best.selected)} bits; that network, measured again on ${best.measures.replicates} fresh replicates, has ${steps}.`;
}

function utilitySection({ lecun, wide, coins }: RegulatoryNetwork): Section {
  const groups = [
    { label: "no regulation", values: [...coins.utilities] },
    ...[lecun, wide].map(({ law, scores }) => ({ label: LABELS[law], values: [...scores.fitness] })),
  ];
  return {
    title: "What random networks do",
    blocks: [
      {
        kind: "text",
        text: `A search begins with networks like these, scored on few replicates. Mind what such a score is worth: cells without regulation are coins, whose utility is 0, but from ${lecun.replicates} replicates one reads ${bits(coins.expected)} bits on average, since so few do not show all 128 patterns. So a small utility on the left of this figure may be nothing at all.`,
      },
      ...shown(
        figures.distribution({
          quantity: { title: "utility", unit: "bits" },
          groups: groups.map(({ label, values }) => ({
            label,
            values: values.filter((value) => Number.isFinite(value)),
          })),
          shares: "logarithmic",
        }),
      ),
      { kind: "text", text: bestText(lecun) },
      { kind: "text", text: bestText(wide) },
      {
        kind: "text",
        text: `Of the wide networks ${percentBelow(wide, LITTLE)} have less than ${amount(LITTLE)} bits: f is large and of one sign where cells are, and all of them end on, or off. The hump near two thirds of a bit is the plateau that a search from LeCun-normal networks climbs to: lateral inhibition with its zero away from ½. And a few are as good as a function can be at this time step. A search that begins here needs luck more than skill; one that begins with LeCun-normal networks has far to go. What searches make of it is chapter 4.`,
      },
      ...shown(
        renamed(
          figures.regulation({
            champion: { generation: null, values: wide.best.curve },
            called: "best network",
          }),
          "best",
          "The best of the wide networks",
        ),
        figures.timeSteps({ steps: wide.best.timeStep.steps }),
      ),
    ],
  };
}

function account(findings: RegulatoryNetwork): Account {
  const { lecun, wide, layers } = findings;
  const robust = `${wide.robust} of these keep it at a quarter of the time step`;
  return {
    answer: `The network is a function of one number, the average of a cell's neighbours, with ${layers.at(-1)?.end ?? 0} parameters. Drawn in the usual, gentle way, ${lecun.found} of ${lecun.scores.fitness.length} networks have U ≥ 0.98 and the best has ${plusMinus(lecun.best.measures)} on fresh replicates; with large and steep weights ${wide.found} of ${wide.scores.fitness.length} have it, ${robust}, and the best has ${plusMinus(wide.best.measures)}.`,
    sections: [
      architectureSection(findings),
      genomeSection(findings),
      lawsSection(findings),
      utilitySection(findings),
    ],
  };
}

export const regulatoryNetwork: Chapter = chapterOf(study, account);
