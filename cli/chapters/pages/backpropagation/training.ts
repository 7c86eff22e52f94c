import * as figures from "../../../../engine/figures/figures.js";
import { amount, bits, plusMinus } from "../../../../engine/figures/numbers.js";
import type { Backpropagation } from "../../../../engine/studies/backpropagation/findings.js";
import { robustText } from "../../../output/measures-text.js";
import type { Section } from "../../../report/page.js";
import { regulationFigures } from "../../../report/run-figures.js";
import { renamed, shown } from "../../figures.js";
import { paragraph, percent } from "./texts.js";

/** The training that works. */
export function trainingSection({ training, trained, bound }: Backpropagation): Section {
  const { config, history, regulations, champion } = training;
  const { measures } = champion.assessment;
  const { generation, genome, timeStep } = champion;
  const finer = timeStep.steps.slice(1).map((step) => `${plusMinus(step)} at dt ${amount(step.dt)}`);
  const last = trained.generations.at(-1);
  const { steepness, bandwidth, fates, clip } = trained.settings;
  return {
    title: "The training that works",
    blocks: [
      paragraph(
        `The preset gradient has noise of ${config.model.noiseStrength}, ${fates} fates of the raw states with a steepness of ${steepness}, a kernel of bandwidth ${bandwidth}, the ${clip} clip and a larger learning rate. It trains several networks side by side and draws one afresh that is stuck. Its diagnosis: ${trained.verdict.text}.`,
      ),
      paragraph(
        `After ${history.length} generations its champion has U = ${plusMinus(measures)} on fresh replicates, ${finer.join(" and ")}. It is ${robustText(timeStep.robust)}. That is ${percent((measures.utility ?? NaN) / bound)} of the ${bits(bound)} bits that identical cells can reach: the plateau of lateral inhibition again. The champion's f falls where the average of the neighbours rises.`,
      ),
      ...shown(
        figures.fitness({
          history,
          champion: {
            generation,
            utility: measures.utility,
            standardError: measures.standardError,
          },
          bound,
        }),
        ...regulationFigures(generation, regulations, config.network.hidden, genome),
        renamed(figures.gradientNorms(trained), "trained", "Norms of the gradient, the training that works"),
        renamed(
          figures.gradientSignal(trained),
          "trained",
          "Signal to noise of the gradient, the training that works",
        ),
      ),
      paragraph(
        `On the plateau the gradient is small, not 0. The patterns that lines have come to are frozen there and hardly depend on f, whoever differentiates: in the last generation the norm is ${amount(last?.pathwise?.norm ?? NaN)}, ${amount(last?.pathwise?.signalToNoise ?? NaN)} standard errors.`,
      ),
    ],
  };
}
