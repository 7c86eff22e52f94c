import type { JsonObject } from "./json.js";

/** Characters of a label beside an axis. */
const MOST_CHARACTERS = 24;

/** Of labels that stand two beside one another in a legend. */
const MOST_BESIDE = 16;

/** Pixels: the area beside labels, so that both fit a column of 460. */
export const ROW_WIDTH = 225;
/** Pixels of a row. */
export const ROW_HEIGHT = 20;

/** The channel of rows in their order, those too of which nothing is drawn. */
export function rowChannel(labels: readonly string[]): JsonObject {
  return { field: "label", type: "nominal", title: null, scale: { domain: labels } };
}

/** Characters of a long label that are left on either side of what is cut. */
const HALF = Math.trunc((MOST_CHARACTERS - 1) / 2);

/** Labels as an axis shows them: of long ones the middle is cut, as names differ at their ends, and equal ones numbered, as rows of one name would fall together. */
export function rowLabels(labels: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return labels.map((label) => {
    const characters = Array.from(label);
    const short =
      characters.length <= MOST_CHARACTERS
        ? label
        : `${characters.slice(0, HALF).join("")}…${characters.slice(-HALF).join("")}`;
    const times = (seen.get(short) ?? 0) + 1;
    seen.set(short, times);
    return times === 1 ? short : `${short} (${times})`;
  });
}

/** Columns of a legend of labels, so that it is no wider than a column of 460. */
export function nameColumns(labels: readonly string[]): number {
  return labels.every((label) => Array.from(label).length <= MOST_BESIDE) ? 2 : 1;
}
