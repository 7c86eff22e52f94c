import * as figures from "../../../../engine/figures/figures.js";
import { amount, counted } from "../../../../engine/figures/numbers.js";
import { stepsLeft } from "../../../../engine/gradient/diagnosis/verdict.js";
import type { GradientDiagnosis } from "../../../../engine/index.js";
import type { Backpropagation } from "../../../../engine/studies/backpropagation/findings.js";
import { RECORDED, STALLS } from "../../../../engine/studies/backpropagation/stalls.js";
import type { Block, Section } from "../../../report/page.js";
import { renamed, shown } from "../../figures.js";
import { paragraph, zerosText } from "./texts.js";

function causesTable({ verdict, generations }: GradientDiagnosis): Block {
  return {
    kind: "table",
    head: ["cause", "generations", "what it is"],
    rows: verdict.causes.map(({ cause, generations: found, text }) => [
      cause,
      `${found.length} of ${generations.length}`,
      text,
    ]),
  };
}

function trainedText({ generations }: GradientDiagnosis): string {
  return counted((generations.at(-1)?.generation ?? 0) + 1, "generation");
}

/** The first training, which learned nothing. */
export function firstStallSection({ stalls: { first }, trajectories }: Backpropagation): Section {
  const { model, search } = STALLS.first;
  const [start] = first.generations;
  const steps = start?.adjoint.steps.at(-1) ?? 0;
  return {
    title: "The first stall: nothing is learned",
    blocks: [
      paragraph(
        `The first training of the project before this one had next to no noise, σ = ${model.noiseStrength}, and recorded a soft utility of ${RECORDED.first} in each of ${search.stop.generations} generations. Made again for ${trainedText(first)}, it begins with ${(start?.softUtility ?? NaN).toFixed(6)} and stays there, and the gradient is exactly 0 in ${zerosText(first)} generations that were looked at. The number is no accident: it is what the formula gives where every cell of every replicate has the same fate, whatever the network. Without noise all cells of a gentle network go the same way, to one wall, and there they stay.`,
      ),
      causesTable(first),
      paragraph(
        `The adjoint tells where the gradient is lost. In the first generation it has a norm of ${amount(start?.adjoint.norms.at(-1) ?? NaN)} bits per unit of a state at the end of the simulation. ${stepsLeft(first.generations)} of ${steps} steps further back every path has met the clip, and from there to the start it is exactly 0: the network gets nothing.`,
      ),
      ...shown(
        renamed(figures.softUtility(first), "first", "Utility and soft utility, first stall"),
        renamed(
          figures.spaceTime({ trajectories: trajectories.first }),
          "first",
          "States over time, first stall",
        ),
      ),
    ],
  };
}

/** The last training, which comes to the plateau and stops. */
export function plateauStallSection({ stalls: { plateau }, trajectories }: Backpropagation): Section {
  const { model, search } = STALLS.plateau;
  const zero = plateau.generations.find(({ pathwise }) => pathwise?.norm === 0);
  const [start] = plateau.generations;
  return {
    title: "The second stall: on the plateau",
    blocks: [
      paragraph(
        `Its last training had a little more noise, σ = ${model.noiseStrength}, a larger learning rate, ${search.strategy.learningRate}, and a narrower kernel, bandwidth ${search.strategy.bandwidth}. It began with a soft utility of ${RECORDED.plateau}, came to a plateau and then had gradients of exactly 0. Made again for ${trainedText(plateau)}, it begins with ${(start?.softUtility ?? NaN).toFixed(6)}; of the generations looked at ${zero === undefined ? "none has a gradient of exactly 0" : `generation ${zero.generation} is the first whose gradient is exactly 0, with U = ${amount(zero.utility ?? NaN)} on the training's replicates`}, and so it is in ${zerosText(plateau)}.`,
      ),
      paragraph(
        "On the plateau almost every cell differs from its neighbours: lateral inhibition. Which of such patterns a line comes to, it decides early; then every cell lies at a wall and is pushed against it. So the clip closes here, too, and at the moment at which training has had its first success.",
      ),
      causesTable(plateau),
      ...shown(
        renamed(figures.softUtility(plateau), "plateau", "Utility and soft utility, plateau stall"),
        renamed(
          figures.spaceTime({ trajectories: trajectories.plateau }),
          "plateau",
          "States over time, plateau stall",
        ),
        renamed(figures.gradientNorms(plateau), "plateau", "Norms of the gradient, plateau stall"),
        renamed(figures.adjointNorms(plateau), "plateau", "The adjoint on its way back, plateau stall"),
        renamed(figures.gradientPassage(plateau), "plateau", "What the gradient has to pass, plateau stall"),
      ),
    ],
  };
}
