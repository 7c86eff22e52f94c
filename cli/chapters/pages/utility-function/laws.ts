import * as figures from "../../../../engine/figures/figures.js";
import { amount, bits, counted } from "../../../../engine/figures/numbers.js";
import type { Example } from "../../../../engine/studies/utility-function/examples.js";
import type { ExactCase } from "../../../../engine/studies/utility-function/exact-cases.js";
import type { UtilityFunction } from "../../../../engine/studies/utility-function/findings.js";
import type { Block, Section } from "../../../report/page.js";
import { renamed, shown } from "../../figures.js";

const text = (words: string): Block => ({ kind: "text", text: words });
const formula = (words: string): Block => ({ kind: "formula", text: words });

function rasters(examples: readonly Example[]): readonly Block[] {
  // One pattern, two and all of them: what reproducibility is.
  const looked = [examples[1], examples[2], examples[5]];
  return looked.flatMap((example, i) =>
    example === undefined
      ? []
      : shown(
          renamed(
            figures.raster({ patterns: example.drawn, fates: 2 }),
            String(i + 1),
            `Replicates of “${example.label}”`,
          ),
        ),
  );
}

function exampleTable(examples: readonly Example[]): Block {
  return {
    kind: "table",
    head: ["law", "patterns", "S_pat", "S_cf", "S_rep", "U", "PI", "CI"],
    rows: examples.map(({ label, patterns, measures }) => [
      ...[label, patterns.length],
      ...[measures.patternEntropy, measures.cellEntropy, measures.reproducibilityEntropy].map(bits),
      ...[measures.utility, measures.positionalInformation, measures.correlationalInformation].map(bits),
    ]),
  };
}

function definition({ examples }: UtilityFunction): Section {
  const both = examples.find(({ label }) => label === "either alternation")?.measures;
  const alike = examples.find(({ label }) => label === "all on or all off")?.measures;
  const any = examples.find(({ label }) => label === "any 4 of 7 on")?.measures;
  return {
    title: "Rich and reproducible",
    blocks: [
      text(
        "The entropy of something that comes out in several ways is how many yes-or-no questions it takes, on average, to learn how it came out: 0 bits if it is always the same, 1 bit for a fair coin.",
      ),
      formula("H[p] = −Σ p log2 p"),
      text(
        "A replicate is one line of N cells that has developed; its pattern is the fate of every cell. Pick any cell of any replicate: the entropy of its fate is the patterning entropy S_pat. It is high if there are many fates. Pick a whole replicate: the entropy of its pattern, divided by N, is the reproducibility entropy S_rep. It is high if replicates differ. The utility wants the first without the second.",
      ),
      formula("U = S_pat − S_rep,   S_pat = H[(1/N) Σ_i P_i],   S_rep = H[P(z)] / N"),
      text(
        "Between the two lies the entropy that a cell has if one knows which cell it is, S_cf, averaged over the cells. It splits the utility into positional information, what the place of a cell says of its fate, and correlational information, what the cells say of one another.",
      ),
      formula("U = PI + CI,   PI = S_pat − S_cf,   CI = S_cf − S_rep,   S_cf = (1/N) Σ_i H[P_i]"),
      ...rasters(examples),
      exampleTable(examples),
      text(
        `One pattern, always, has only positional information. Two alternations have only correlational information, ${bits(both?.correlationalInformation ?? null)} bits: the place says nothing, yet one cell says all others. So do lines that are all on or all off, which have the same utility, ${bits(alike?.utility ?? null)} bits, and no pattern to speak of: a high utility need not be a pattern. Fixing only how many cells are on leaves ${bits(any?.utility ?? null)} bits, and coin flips none.`,
      ),
      ...shown(
        figures.information({
          subjects: examples.map(({ label, measures }) => ({
            label,
            measures: { ...measures, standardError: 0 },
          })),
        }),
      ),
    ],
  };
}

/** Numbers of patterns whose utility is drawn as a line. */
const DRAWN = [1, 2, 8, 32];

function landscapes({ landscape }: UtilityFunction): Section {
  return {
    title: "The landscape",
    blocks: [
      text(
        `If M patterns are equally likely and each has k of N cells on, S_pat is the entropy of k/N and S_rep is log2(M)/N, whichever patterns they are. So the utility is the entropy of a fate, lowered by the same amount everywhere for each doubling of M: by 1/N. The lines below are of ${landscape.cells} cells; a line ends where there are not so many patterns. The upper one, of a single pattern, is the entropy of a fate itself.`,
      ),
      ...shown(
        renamed(
          figures.utilityCurves({
            axis: { title: "share of cells on" },
            curves: DRAWN.map((count) => ({
              label: counted(count, "pattern"),
              points: landscape.points
                .filter(({ distinctPatterns }) => distinctPatterns === count)
                .map(({ fateRatio, hard }) => ({ x: fateRatio, utility: hard.utility, standardError: 0 })),
            })),
          }),
          "fate",
          "Utility over the share of cells on",
        ),
        figures.landscape({ landscape }),
      ),
      text(
        `On the right is the soft utility, a stand-in that has a derivative, at the settings that searches use: steepness ${amount(landscape.steepness)}, bandwidth ${amount(landscape.bandwidth)}. It has the same hill, and never falls to 0 at its foot, as fates that are read softly never quite agree. The last section derives it.`,
      ),
    ],
  };
}

function exactTable(exact: readonly ExactCase[]): Section {
  return {
    title: "Numbers that are known exactly",
    blocks: [
      text(
        "For simple laws the measures follow by hand. What the engine computes from patterns is held to these values; only rounding may come between. A line for many numbers of cells shows the case that is furthest off.",
      ),
      {
        kind: "table",
        head: ["of", "exactly", "computed", "off by"],
        rows: exact.map(({ what, formula: value, found, deviation }) => [
          ...[what, value, bits(found)],
          deviation === 0 ? "0" : deviation.toExponential(1).replace("-", "−"),
        ]),
      },
    ],
  };
}

/** What the utility is, by laws that are known. */
export function lawsSections(findings: UtilityFunction): readonly Section[] {
  return [definition(findings), landscapes(findings), exactTable(findings.exact)];
}
