import * as figures from "../../../../engine/figures/figures.js";
import { bits } from "../../../../engine/figures/numbers.js";
import type { UtilityFunction } from "../../../../engine/studies/utility-function/findings.js";
import type { Block, Section } from "../../../report/page.js";
import { renamed, shown } from "../../figures.js";

const text = (words: string): Block => ({ kind: "text", text: words });

/** Numbers of cells whose best law is named. */
const NAMED = [4, 6, 7, 10, 14, 22];

/** The highest utility of identical cells, and why it is that. */
export function boundSection({ bounds }: UtilityFunction): Section {
  const curve = (label: string, of: "open" | "ring") => ({
    label,
    points: bounds.map((bound) => ({ x: bound.cells, utility: bound[of], standardError: 0 })),
  });
  return {
    title: "The bound",
    blocks: [
      text(
        "Two fates have at most 1 bit. But cells that are identical cannot know left from right: whatever law they follow, an open line shows a pattern and its mirror image equally often, and a ring shows all rotations, too. That costs utility wherever it forces patterns apart.",
      ),
      text(
        "On a ring all cells have the same law, so place says nothing: PI is 0. The entropy of a whole pattern is at least that of one of its cells, H, so that U = H − S_rep is at most H − H/N. All cells on or all cells off, ½ each, has just that.",
      ),
      { kind: "formula", text: "ring: U ≤ 1 − 1/N" },
      text(
        "On an open line a pattern that is its own mirror image, a palindrome, may come every time. With an odd number of cells any share can be on; with an even number an even number of cells is on, as they come in pairs. For the rest, suppose how many cells are on, on average, is given. Then S_pat is given, and S_rep is lowest where the law is as uneven as it can be, which is with at most two numbers of cells on, each by one palindrome, or by a pattern and its mirror image. Of such mixtures one more comparison shows that mixing never pays: what it gains in S_pat is less than what it costs in S_rep. So the best is one palindrome with as near half of the cells on as can be.",
      ),
      { kind: "formula", text: "open line, N ≥ 3: U ≤ max over palindromes of H2(k/N)" },
      text(
        "This last step was also tried out: for each number of cells, every two numbers of cells on, in many proportions. None of these mixtures is above the bound (see the claims). Pinned ends allow the same palindromes and no other symmetry, so the bound is theirs, too.",
      ),
      {
        kind: "table",
        head: ["cells", "open line", "by", "ring"],
        rows: bounds
          .filter(({ cells }) => NAMED.includes(cells))
          .map(({ cells, open, law, ring }) => [cells, bits(open), law, bits(ring)]),
      },
      ...shown(
        renamed(
          figures.utilityCurves({
            axis: { title: "cells" },
            curves: [curve("open line", "open"), curve("ring", "ring")],
          }),
          "bound",
          "The highest utility over the number of cells",
        ),
      ),
    ],
  };
}
