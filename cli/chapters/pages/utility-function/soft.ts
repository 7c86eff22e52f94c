import * as figures from "../../../../engine/figures/figures.js";
import { amount, bits } from "../../../../engine/figures/numbers.js";
import type { UtilityFunction } from "../../../../engine/studies/utility-function/findings.js";
import type { SoftPoint } from "../../../../engine/studies/utility-function/soft-limit.js";
import type { Block, Section } from "../../../report/page.js";
import { renamed, shown } from "../../figures.js";

const text = (words: string): Block => ({ kind: "text", text: words });
const formula = (words: string): Block => ({ kind: "formula", text: words });

function small(value: number): string {
  return value < 0.001 ? value.toExponential(1).replace("-", "−") : bits(value);
}

function togetherTable(points: readonly SoftPoint[]): Block {
  return {
    kind: "table",
    head: ["steepness κ", "bandwidth b", "soft U", "distance from U", "the derivation allows"],
    rows: points.map(({ steepness, bandwidth, soft, distance, allowed }) => [
      ...[amount(steepness), amount(bandwidth), bits(soft.utility)],
      ...[small(distance), small(allowed)],
    ]),
  };
}

/** How the utility is given a derivative, and how near it stays. */
export function softSection({ softLimit }: UtilityFunction): Section {
  const { curves, together, hard, nearest, gain, replicates, cells } = softLimit;
  const [usual] = together;
  return {
    title: "A utility with a derivative",
    blocks: [
      text(
        "The utility counts patterns, so a small change of a state changes nothing: its derivative is 0 almost everywhere, and nothing can be learnt from it by gradients. The soft utility replaces the two steps that count by smooth ones. First, a fate is read softly from the state s of a cell, with a steepness κ:",
      ),
      formula("z = sigmoid(κ (s − ½))"),
      text(
        "S_pat is the entropy of the mean of z. Second, each replicate becomes a point z_r with a coordinate for each cell, and the probability of its pattern becomes the density of points around it, by a Gaussian kernel of bandwidth b:",
      ),
      formula("S_rep = −(1/R) Σ_r log2 [(1/R) Σ_q exp(−‖z_r − z_q‖² / (2b²))] / N"),
      text(
        "That this is an entropy is seen as both sharpen. If no state is exactly ½, a steep sigmoid makes every z nearly 0 or 1, and a point nearly a corner of a cube, one corner for each pattern. Replicates with the same pattern are then at the same corner and count as 1 in the sum over q; others are at least 1 away and count as e^(−1/(2b²)) at most, which a small b makes nothing. What is left in the brackets is the share of replicates with the pattern of r; and the mean of its −log2 over the replicates is Shannon's formula for these shares. With δ the distance of the nearest state from ½ and q = e^(−κδ), the two utilities differ by no more than",
      ),
      formula("H2(q) + [4q/(2b²) + (R/N) e^(−1/(2b²))] / ln 2"),
      text(
        `These are the final states of ${replicates} replicates of ${cells} cells under lateral inhibition, f = −tanh(${gain}(s̄ − ½)), open ends; their utility, by plug-in, is ${bits(hard)} bits. At the usual settings the soft one is ${bits(usual?.soft.utility ?? null)}. With a wide kernel it stays too high however steep the sigmoid, as patterns that differ in a cell or two pass for the same; only narrow kernels and steep sigmoids together come to the hard value. One state is only ${amount(nearest)} from ½, so steep has to be very steep.`,
      ),
      ...shown(
        renamed(
          figures.utilityCurves({
            axis: { title: "steepness", logarithmic: true },
            curves: curves.map(({ bandwidth, points }) => ({
              label: `bandwidth ${amount(bandwidth)}`,
              points: points.map(({ steepness, soft }) => ({
                ...{ x: steepness, utility: soft.utility },
                standardError: 0,
              })),
            })),
            reference: { label: "hard", utility: hard },
          }),
          "soft",
          "Soft utility over steepness",
        ),
      ),
      text(
        "Sharpened together, the two meet. The bound above says something only once κ is many times 1/δ, as it allows for all states being as near as the nearest; then it falls to nothing, too.",
      ),
      togetherTable(together),
      text(
        "So the soft utility is the plug-in utility made smooth, with all its bias for few replicates: differentiable, not better. What it costs to sharpen it, gradients that vanish, is the matter of another chapter.",
      ),
    ],
  };
}
