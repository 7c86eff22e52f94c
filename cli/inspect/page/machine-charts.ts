import { markup } from "../../report/markup.js";
import { tableMarkup } from "../../report/table-markup.js";
import type { WatchedMachine } from "../frame.js";
import { show } from "./parts.js";
import { seconds } from "./tables.js";

/** Milliseconds that an edge stays lit; none are for readers who want nothing to move. */
const LIT_FOR = 400;
const isCalm = matchMedia("(prefers-reduced-motion: reduce)");

/** Lights the states that machines are in and the edges that they have taken, in the charts of the page. */
export class MachineCharts {
  readonly #states = elementsBy("state");
  readonly #edges = elementsBy("edge");
  readonly #active = new Map<string, readonly Element[]>();
  readonly #taken = new Map<string, number>();

  show(machines: readonly WatchedMachine[], t: number): void {
    for (const machine of machines) {
      const { name, state, since, shares } = machine;
      this.#light(name, this.#states.get(`${name}.${state}`) ?? []);
      this.#flash(machine);
      const rows = Object.entries(shares).map(([of, share]) => [of, `${(100 * share).toFixed(1)} %`]);
      show(
        `machine-${name}`,
        markup`<p>In <strong>${state}</strong> for ${seconds(t - since)}.</p>${tableMarkup({ head: ["state", "share of the time"], rows })}`,
      );
    }
  }

  #light(name: string, active: readonly Element[]): void {
    const before = this.#active.get(name);
    if (before === active) return;
    for (const element of before ?? []) element.removeAttribute("data-active");
    for (const element of active) element.setAttribute("data-active", "");
    this.#active.set(name, active);
  }

  #flash({ taken }: WatchedMachine): void {
    for (const [edge, count] of Object.entries(taken)) {
      const isNew = count > (this.#taken.get(edge) ?? Infinity);
      this.#taken.set(edge, count);
      if (!isNew || isCalm.matches) continue;
      for (const element of this.#edges.get(edge) ?? []) flash(element);
    }
  }
}

const fading = new Map<Element, number>();

function flash(element: Element): void {
  clearTimeout(fading.get(element));
  element.setAttribute("data-active", "");
  fading.set(
    element,
    window.setTimeout(() => {
      element.removeAttribute("data-active");
    }, LIT_FOR),
  );
}

/** The parts of the charts by what an attribute says that they are. */
function elementsBy(kind: "state" | "edge"): Map<string, Element[]> {
  const found = new Map<string, Element[]>();
  for (const element of document.querySelectorAll(`.chart [data-${kind}]`)) {
    const id = element.getAttribute(`data-${kind}`) ?? "";
    found.set(id, [...(found.get(id) ?? []), element]);
  }
  return found;
}
