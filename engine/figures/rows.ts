import type { JsonObject } from "./json.js";

/** Characters of a label beside an axis. */
const MOST_CHARACTERS = 24;

/** Pixels: the area beside labels, so that both fit a column of 460. */
export const ROW_WIDTH = 225;
/** Pixels of a row. */
export const ROW_HEIGHT = 20;

/** The channel of rows in their order, those too of which nothing is drawn. */
export function rowChannel(labels: readonly string[]): JsonObject {
  return { field: "label", type: "nominal", title: null, scale: { domain: labels } };
}

/** Labels as an axis shows them: long ones cut, and equal ones numbered, as rows of one name would fall together. */
export function rowLabels(labels: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return labels.map((label) => {
    const characters = Array.from(label);
    const short =
      characters.length <= MOST_CHARACTERS ? label : `${characters.slice(0, MOST_CHARACTERS - 1).join("")}…`;
    const times = (seen.get(short) ?? 0) + 1;
    seen.set(short, times);
    return times === 1 ? short : `${short} (${times})`;
  });
}
