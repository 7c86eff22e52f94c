import type { Figure } from "../../engine/figures/figure.js";
import type { Drawing } from "../report/drawing.js";
import type { Block } from "../report/page.js";

/** A figure by another title, for pages with several of its kind; `part` tells its name from theirs. */
export function renamed(figure: Figure, part: string, title: string): Figure {
  return { ...figure, name: `${figure.name}-${part}`, title };
}

/** Figures as blocks of a section. */
export function shown(...all: readonly Figure[]): readonly Block[] {
  return all.map((figure) => ({ kind: "figure", figure }));
}

/** A drawing as a block of a section; none where there is nothing to draw. */
export function drawn(drawing: Drawing | null): readonly Block[] {
  return drawing === null ? [] : [{ kind: "drawing", drawing }];
}
