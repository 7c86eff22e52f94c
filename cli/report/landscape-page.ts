import * as figures from "../../engine/figures/figures.js";
import type { UtilityLandscape } from "../../engine/index.js";
import type { Page } from "./page.js";

/** A utility landscape as a page. */
export function landscapePage(landscape: UtilityLandscape): Page {
  const figure = figures.landscape({ landscape });
  return {
    title: `Utility landscape of ${landscape.cells} cells`,
    lead: "The utility of so many equally likely patterns, each with the same share of cells of fate 1.",
    sections: [{ title: "Hard and soft", blocks: [{ kind: "figure", figure }] }],
  };
}
