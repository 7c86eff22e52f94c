import type { Markup } from "../../report/markup.js";

/** A part of the page by its id. */
export function part(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`The page has no part ${id}.`);
  return found;
}

const shown = new Map<string, string>();

/** Shows something in a part of the page; the same again changes nothing, so that what is selected in it stays. */
export function show(id: string, { text }: Markup): void {
  if (shown.get(id) === text) return;
  shown.set(id, text);
  part(id).innerHTML = text;
}

/** Calls `toggle` when a button is pressed. */
export function onPress(id: string, press: () => void): void {
  part(id).addEventListener("click", press);
}
