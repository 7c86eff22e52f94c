import type { Figure } from "../../../engine/figures/figure.js";
import { fitness, regulation } from "../../../engine/figures/figures.js";
import { Markup, markup } from "../../report/markup.js";
import { figureSvg } from "../../report/render-figure.js";
import { themed } from "../../report/theme-variables.js";
import type { Search } from "../frame.js";
import { show } from "./parts.js";
import { patternsMarkup } from "./tables.js";

/** Milliseconds between two drawings: each takes a good part of a tenth of a second. */
const DRAW_EVERY = 500;

async function figureMarkup(figure: Figure): Promise<Markup> {
  const svg = new Markup(themed(await figureSvg(figure)));
  return markup`<figure><h3>${figure.title}</h3>${svg}<figcaption>${figure.caption}</figcaption></figure>`;
}

/** Draws what the search has come to, the newest of what it is given while it is at it. */
export class SearchFigures {
  #wanted: Search | undefined;
  #isDrawing = false;
  #drawn = "";

  draw(search: Search): void {
    this.#wanted = search;
    if (this.#isDrawing) return;
    this.#isDrawing = true;
    void this.#drawWanted();
  }

  async #drawWanted(): Promise<void> {
    while (this.#wanted !== undefined) {
      const search = this.#wanted;
      this.#wanted = undefined;
      const key = JSON.stringify(search);
      if (key === this.#drawn) continue;
      this.#drawn = key;
      await drawSearch(search);
      await new Promise((resolve) => setTimeout(resolve, DRAW_EVERY));
    }
    this.#isDrawing = false;
  }
}

async function drawSearch({ history, generations, look }: Search): Promise<void> {
  const drawn =
    history.length === generations ? "" : `Of ${generations} generations, ${history.length} are drawn.`;
  show(
    "fitness",
    history.length === 0
      ? markup`<p>No generation is done yet.</p>`
      : markup`${await figureMarkup(fitness({ history }))}<p>${drawn}</p>`,
  );
  if (look === null) {
    show("regulation", markup``);
    show("patterns", markup``);
    return;
  }
  const { generation, patterns } = look;
  const values = look.values.flatMap((value) => value ?? []);
  // With a value that is none there is no curve.
  if (values.length === look.values.length) {
    show(
      "regulation",
      await figureMarkup(regulation({ champion: { generation, values }, called: "best individual" })),
    );
  }
  show(
    "patterns",
    markup`<h3>Patterns of the best of generation ${generation}</h3>${patternsMarkup(patterns)}`,
  );
}
