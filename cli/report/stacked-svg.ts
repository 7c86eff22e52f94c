import type { Figure } from "../../engine/figures/figure.js";
import { figureSvg } from "./render-figure.js";

const SIZE = /<svg [^>]*?width="([\d.]+)" height="([\d.]+)"/;

/** Figures below one another as one drawing. */
export async function stackedSvg(figures: readonly Figure[]): Promise<string> {
  const parts: string[] = [];
  let [width, height] = [0, 0];
  for (const figure of figures) {
    const svg = await figureSvg(figure);
    const [, w, h] = SIZE.exec(svg) ?? [];
    if (figures.length === 1) return svg;
    parts.push(svg.replace("<svg ", `<svg y="${height}" `));
    width = Math.max(width, Number(w));
    height += Number(h);
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${parts.join("")}</svg>`;
}
