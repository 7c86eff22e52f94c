import { bits } from "../../../engine/figures/numbers.js";
import { markup } from "../../report/markup.js";
import type { Frame } from "../frame.js";
import { MachineCharts } from "./machine-charts.js";
import { onPress, part, show } from "./parts.js";
import { SearchFigures } from "./search-figures.js";
import { eventsMarkup, messagesMarkup, seconds, workersMarkup } from "./tables.js";

/** Shows frames on the page. */
export class FrameView {
  readonly #figures = new SearchFigures();
  readonly #charts = new MachineCharts();
  #isPaused = false;

  constructor() {
    onPress("pause", () => {
      this.#isPaused = !this.#isPaused;
      part("pause").setAttribute("aria-pressed", String(this.#isPaused));
    });
  }

  show({ t, name, generation, best, activity, search }: Frame): void {
    // Before the first event nothing has a name.
    if (name !== "") {
      document.title = `${name} – cellfate`;
      show("title", markup`Run ${name}`);
    }
    const so = generation === null ? "no generation is done yet" : `generation ${generation}`;
    const fitness = best === null ? "" : `, best ${bits(best)} bits`;
    show("progress", markup`${seconds(t)}, ${so}${fitness}`);
    this.#charts.show(activity.machines, t);
    show("workers", workersMarkup(activity, t));
    show("messages", messagesMarkup(activity));
    if (search !== undefined) this.#figures.draw(search);
    if (this.#isPaused) return;
    show("event-count", markup`The newest of ${activity.events.count}.`);
    show("events", eventsMarkup(activity));
  }
}

/** Says how it stands with what the page shows. */
export function showStatus(text: string): void {
  show("status", markup`${text}`);
}
