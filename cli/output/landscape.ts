import type { UtilityLandscape } from "../../engine/index.js";
import { csvText } from "./csv.js";

const KINDS = ["hard", "soft"] as const;
const MEASURES = ["utility", "patternEntropy", "reproducibilityEntropy"] as const;

/** One line a point, entropies in bits, every number to its last digit. */
export function landscapeCsv({ points }: UtilityLandscape): string {
  const columns = KINDS.flatMap((kind) => MEASURES.map((measure) => `${kind}.${measure}`));
  const rows = points.map(({ onCells, fateRatio, distinctPatterns, ...point }) => [
    onCells,
    fateRatio,
    distinctPatterns,
    ...KINDS.flatMap((kind) => MEASURES.map((measure) => point[kind][measure])),
  ]);
  return csvText(["onCells", "fateRatio", "distinctPatterns", ...columns], rows);
}

/** The whole landscape as one object. */
export function landscapeJson(landscape: UtilityLandscape): string {
  return `${JSON.stringify(landscape)}\n`;
}
