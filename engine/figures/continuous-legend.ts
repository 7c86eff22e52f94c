import type { JsonObject } from "./json.js";
import { CONTINUOUS } from "./theme.js";

/** The channel of colours of a number between two. */
export function continuousColour(
  field: string,
  title: string,
  [from, to]: readonly [number, number],
): JsonObject {
  const domain = CONTINUOUS.map((_, i) => from + ((to - from) * i) / (CONTINUOUS.length - 1));
  const legend = { gradientLength: 160, gradientThickness: 10, tickCount: 5, titleOrient: "left" };
  return { field, type: "quantitative", title, scale: { domain, range: CONTINUOUS }, legend };
}

/** The layer that has the legend of a number between two and draws nothing itself. */
export function continuousLegendLayer(title: string, range: readonly [number, number]): JsonObject {
  return {
    data: { values: range.map((value) => ({ legend: value })) },
    mark: { type: "point", opacity: 0 },
    encoding: { color: continuousColour("legend", title, range) },
  };
}

/** That of states: an image has no channel of its colours. */
export function stateLegendLayer(): JsonObject {
  return continuousLegendLayer("state", [0, 1]);
}
