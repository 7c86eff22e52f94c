import { type Markup, markup } from "./markup.js";
import type { Block } from "./page.js";

/** A table, the first cell of a row its heading. */
export function tableMarkup({
  head,
  rows,
}: Pick<Extract<Block, { kind: "table" }>, "head" | "rows">): Markup {
  const heads = head.map((cell) => markup`<th scope="col">${cell}</th>`);
  const lines = rows.map(
    ([first = null, ...rest]) =>
      markup`<tr><th scope="row">${first}</th>${rest.map((cell) => markup`<td>${cell}</td>`)}</tr>\n`,
  );
  return markup`<div class="table"><table><thead><tr>${heads}</tr></thead><tbody>${lines}</tbody></table></div>\n`;
}
