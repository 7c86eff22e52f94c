import type { Figure } from "../../engine/figures/figure.js";
import type { Problem } from "../../engine/index.js";

/** A cell of a table of a page. */
export type Cell = string | number | null;

/** What a section is made of, as plain values; how it looks is its exporter's. */
export type Block =
  | { readonly kind: "text"; readonly text: string }
  /** What is wrong or missing, with its cure. */
  | { readonly kind: "problems"; readonly problems: readonly Problem[] }
  | { readonly kind: "table"; readonly head: readonly string[]; readonly rows: readonly (readonly Cell[])[] }
  /** Commands, or a file; folded away where it has a `summary`. */
  | { readonly kind: "code"; readonly text: string; readonly summary?: string }
  | { readonly kind: "figure"; readonly figure: Figure };

/** A part of a page under a heading. */
export interface Section {
  readonly title: string;
  readonly blocks: readonly Block[];
}

/** What there is to show, in the order in which it is read. */
export interface Page {
  readonly title: string;
  /** One sentence: what came out. */
  readonly lead: string;
  readonly sections: readonly Section[];
}

/** The figures of a page, in their order. */
export function figuresOf({ sections }: Page): readonly Figure[] {
  return sections.flatMap(({ blocks }) =>
    blocks.flatMap((block) => (block.kind === "figure" ? block.figure : [])),
  );
}
