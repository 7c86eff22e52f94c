import type { Figure } from "../../engine/figures/figure.js";
import type { Problem } from "../../engine/index.js";

/** A cell of a table of a page. */
export type Cell = string | number | null;

/** A picture that is drawn already. */
export interface Drawing extends Pick<Figure, "name" | "title" | "caption"> {
  /** In the colours of the light theme. */
  readonly svg: string;
}

/** What a section is made of, as plain values; how it looks is its exporter's. */
export type Block =
  | { readonly kind: "text"; readonly text: string }
  /** What is wrong or missing, with its cure. */
  | { readonly kind: "problems"; readonly problems: readonly Problem[] }
  | { readonly kind: "table"; readonly head: readonly string[]; readonly rows: readonly (readonly Cell[])[] }
  /** Commands, or a file; folded away where it has a `summary`. */
  | { readonly kind: "code"; readonly text: string; readonly summary?: string }
  | { readonly kind: "figure"; readonly figure: Figure }
  | { readonly kind: "drawing"; readonly drawing: Drawing }
  /** A line of mathematics as plain text, set apart. */
  | { readonly kind: "formula"; readonly text: string };

/** A part of a page under a heading. */
export interface Section {
  readonly title: string;
  readonly blocks: readonly Block[];
}

/** A page that belongs to this one; without an address, this one itself. */
export interface Link {
  readonly text: string;
  readonly href: string | null;
}

/** What there is to show, in the order in which it is read. */
export interface Page {
  readonly title: string;
  /** What it answers, where that is not plain from its title. */
  readonly question?: string;
  /** One sentence: what came out. */
  readonly lead: string;
  readonly sections: readonly Section[];
  /** The pages that it is one of. */
  readonly links?: readonly Link[];
  /** What it was made from; by default the files of a run. */
  readonly source?: string;
}

/** The figures of a page, in their order. */
export function figuresOf({ sections }: Page): readonly Figure[] {
  return sections.flatMap(({ blocks }) =>
    blocks.flatMap((block) => (block.kind === "figure" ? block.figure : [])),
  );
}

/** The drawings of a page, in their order. */
export function drawingsOf({ sections }: Page): readonly Drawing[] {
  return sections.flatMap(({ blocks }) =>
    blocks.flatMap((block) => (block.kind === "drawing" ? block.drawing : [])),
  );
}
