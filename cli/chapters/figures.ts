import type { Figure } from "../../engine/figures/figure.js";
import type { Block, Drawing } from "../report/page.js";

/** A figure by another title, for pages with several of its kind; `part` tells its name from theirs. */
export function renamed(figure: Figure, part: string, title: string): Figure {
  return { ...figure, name: `${figure.name}-${part}`, title };
}

/** Figures as blocks of a section. */
export function shown(...all: readonly Figure[]): readonly Block[] {
  return all.map((figure) => ({ kind: "figure", figure }));
}

/** A drawing as a block of a section. */
export function drawn(drawing: Drawing): Block {
  return { kind: "drawing", drawing };
}
