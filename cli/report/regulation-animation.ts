import { amount, bits, counted } from "../../engine/figures/numbers.js";
import { HEIGHT, THEME, WIDTH } from "../../engine/figures/theme.js";
import { evenly, everyNth, leftOutText } from "../../engine/figures/thinning.js";
import type { RegulationRecord } from "../../engine/index.js";
import type { Drawing } from "./drawing.js";
import { type LinearAxis, linearAxis } from "./linear-axis.js";
import { type Markup, markup } from "./markup.js";
import { frameAnimation, pathAnimation } from "./smil.js";

/** A curve without gaps. */
interface Frame extends Pick<RegulationRecord, "generation" | "best"> {
  readonly values: readonly number[];
}

/** What is drawn at most: frames, and points of each. */
const MOST = { frames: 40, points: 129 };
/** Pixels around the axes. */
const MARGIN = { left: 62, right: 18, top: 34, bottom: 46 };
const [LEFT, RIGHT] = [MARGIN.left, MARGIN.left + WIDTH];
const [TOP, BOTTOM] = [MARGIN.top, MARGIN.top + HEIGHT];
const NAME = "regulation-over-generations";
const TITLE = "The regulatory function over the generations";
const { ink, muted, grid, surface, series } = THEME.light;
/** Who wants no movement, or has paper, sees the last frame. */
const STYLE =
  ".still{display:none}@media print,(prefers-reduced-motion:reduce){.moving{display:none}.still{display:inline}}";

function framesOf(records: readonly RegulationRecord[]): readonly Frame[] {
  return records.flatMap(({ generation, best, values }) => {
    const finite = values.filter((value) => value !== null);
    return finite.length === values.length ? [{ generation, best, values: finite }] : [];
  });
}

function pathData({ values }: Frame, x: LinearAxis, y: LinearAxis): string {
  const last = values.length - 1;
  const kept = [...new Set([...everyNth(values.length, MOST.points), last])];
  const points = kept.map((i) => `${x.at(i / last).toFixed(1)},${y.at(values[i] ?? 0).toFixed(1)}`);
  return `M${points.join("L")}`;
}

function axisMarkup(x: LinearAxis, y: LinearAxis): Markup {
  const tick = (value: number): string => amount(value).replace("-", "−");
  const across = x.ticks.map(
    (value) =>
      markup`<path d="M${x.at(value)},${BOTTOM}v5" stroke="${muted}"/><text x="${x.at(value)}" y="${BOTTOM + 17}" text-anchor="middle" font-size="11" fill="${ink}">${tick(value)}</text>`,
  );
  const up = y.ticks.map((value) => {
    const at = y.at(value).toFixed(1);
    const colour = value === 0 ? muted : grid;
    return markup`<path d="M${LEFT - 5},${at}H${RIGHT}" stroke="${colour}"/><text x="${LEFT - 8}" y="${at}" dy="0.35em" text-anchor="end" font-size="11" fill="${ink}">${tick(value)}</text>`;
  });
  const middle = (TOP + BOTTOM) / 2;
  return markup`${up}${across}<path d="M${LEFT},${TOP}V${BOTTOM}H${RIGHT}" fill="none" stroke="${muted}"/><text x="${(LEFT + RIGHT) / 2}" y="${BOTTOM + 36}" text-anchor="middle" font-size="12" fill="${ink}">average of the neighbours s̄</text><text transform="translate(14,${middle}) rotate(-90)" text-anchor="middle" font-size="12" fill="${ink}">f(s̄) (1 / time)</text>`;
}

/** @param more what moves it, or an attribute */
function curveMarkup(data: string, more: Markup | null): Markup {
  return markup`<path d="${data}" fill="none" stroke="${series[0] ?? ink}" stroke-width="2" stroke-linejoin="round">${more}</path>`;
}

function labelMarkup({ generation, best }: Frame, isShown: boolean, more: Markup | null): Markup {
  const hidden = isShown ? null : markup` visibility="hidden"`;
  return markup`<text x="${LEFT}" y="${TOP - 12}" font-size="12" fill="${ink}"${hidden}>generation ${generation}: best utility ${bits(best)} bits${more}</text>`;
}

function captionOf(first: Frame, last: Frame, drawn: number, all: number): string {
  return [
    `f of the best individual of ${counted(drawn, "generation")} from ${first.generation} to ${last.generation}, one after the other, over and over; between two of them the line is interpolated, and dashed is the first.`,
    `The best utility is ${bits(first.best)} bits in generation ${first.generation} and ${bits(last.best)} in generation ${last.generation}.`,
    leftOutText(drawn, all, "recorded generations"),
  ]
    .filter((sentence) => sentence !== "")
    .join(" ");
}

/**
 * f of the best individuals of a run over its generations as a drawing that moves by itself: SVG without scripts. Where nothing
 * moves it shows the last of them. The same records give the same bytes, 150 kB at most.
 *
 * @param records of regulation.jsonl, ascending in generation
 * @param part tells its name from those of others on a page
 * @returns null where none has an f that is finite everywhere
 */
export function regulationAnimation(records: readonly RegulationRecord[], part?: string): Drawing | null {
  const all = framesOf(records);
  const frames = evenly(all.length, MOST.frames).flatMap((i) => all[i] ?? []);
  const [first, last] = [frames[0], frames.at(-1)];
  if (first === undefined || last === undefined) return null;
  const values = frames.flatMap((frame) => frame.values);
  const x = linearAxis([0, 1], [LEFT, RIGHT], 5);
  const y = linearAxis([Math.min(0, ...values), Math.max(0, ...values)], [BOTTOM, TOP], 5);
  const paths = frames.map((frame) => pathData(frame, x, y));
  const still = curveMarkup(paths.at(-1) ?? "", null);
  const isMoving = frames.length > 1;
  const moving = isMoving
    ? markup`${curveMarkup(paths.at(-1) ?? "", pathAnimation(paths))}${frames.map((frame, i) => labelMarkup(frame, frame === last, frameAnimation(i, frames.length)))}`
    : null;
  const name = part === undefined ? NAME : `${NAME}-${part}`;
  const caption = captionOf(first, last, frames.length, records.length);
  const [width, height] = [RIGHT + MARGIN.right, BOTTOM + MARGIN.bottom];
  const { text } =
    markup`<svg role="img" aria-labelledby="${name}-title" aria-describedby="${name}-desc" xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="DejaVu Sans, Verdana, sans-serif"><title id="${name}-title">${TITLE}</title><desc id="${name}-desc">${caption}</desc>${isMoving ? markup`<style>${STYLE}</style>` : null}<rect width="${width}" height="${height}" fill="${surface}"/>${axisMarkup(x, y)}<path d="${paths[0] ?? ""}" fill="none" stroke="${muted}" stroke-dasharray="4 3"/>${moving === null ? null : markup`<g class="moving">${moving}</g>`}<g class="still">${still}${labelMarkup(last, true, null)}</g></svg>`;
  return { name, title: TITLE, caption, svg: text };
}
