import type { RegulationRecord } from "../../engine/index.js";
import { amount, bits, counted } from "../../engine/figures/numbers.js";
import { FONT, HEIGHT, THEME, WIDTH } from "../../engine/figures/theme.js";
import { evenly, leftOutText } from "../../engine/figures/thinning.js";
import { type Markup, markup } from "./markup.js";
import type { Drawing } from "./page.js";

const NAME = "regulation-over-generations";
const TITLE = "Regulatory function over the generations";

/** Curves at most, so that a drawing has less than 150 kB. */
const MOST_CURVES = 40;
/** Seconds of a curve, and of the last one more. */
const [SECONDS, PAUSE] = [0.5, 3];
/** What remains of a curve when the next one is shown. */
const FAINT = 0.2;
/** Pixels about the area inside the axes. */
const MARGIN = { top: 34, right: 18, bottom: 44, left: 58 };
/** Where a reader, or paper, wants no movement: what shows at the end. */
const STYLE = `@media print,(prefers-reduced-motion:reduce){.curve-past{opacity:${FAINT}!important}.curve-last,.label-last{opacity:1!important}.label-past{opacity:0!important}}`;

const { ink, muted, grid, surface, series } = THEME.light;
const [COLOUR = ink] = series;

/** A linear axis from `low` to `high`. */
interface Axis {
  readonly low: number;
  readonly high: number;
  readonly ticks: readonly number[];
}

/** Between ticks at most a fifth of `range` apart or little more: 1, 2 or 5 times a power of ten. */
function tickStep(range: number): number {
  const [digits = "1", power = "0"] = (range / 5).toExponential().split("e");
  const step = [1, 2, 5, 10].find((nice) => nice >= Number(digits)) ?? 10;
  return step * Number(`1e${power}`);
}

/** The axis of all values and 0, from a tick to a tick. */
function axisOf(values: readonly number[]): Axis {
  const all = [0, ...values];
  const [least, most] = all.reduce(([low, high], v) => [Math.min(low, v), Math.max(high, v)], [0, 0]);
  const [from, to] = least === most ? [-1, 1] : [least, most];
  const step = tickStep(to - from);
  const [first, last] = [Math.floor(from / step), Math.ceil(to / step)];
  const ticks = Array.from({ length: last - first + 1 }, (_, i) => (first + i) * step);
  return { low: first * step, high: last * step, ticks };
}

const ACROSS: Axis = { low: 0, high: 1, ticks: [0, 0.2, 0.4, 0.6, 0.8, 1] };

/** Pixels to a tenth, from the left or from the top. */
function pixels(share: number, length: number): string {
  return Number((share * length).toFixed(1)).toString();
}

function down({ low, high }: Axis, value: number): string {
  return pixels((high - value) / (high - low), HEIGHT);
}

/** A line through the values, broken at those that are null; a value alone is a dot. */
function pathOf(values: RegulationRecord["values"], axis: Axis): string {
  return values
    .map((value, i) => {
      if (value === null) return "";
      const point = `${pixels(i / (values.length - 1), WIDTH)},${down(axis, value)}`;
      return (values[i - 1] ?? null) === null ? `M${point}h0` : `L${point}`;
    })
    .join("");
}

function tickText(value: number): string {
  return amount(value).replace("-", "−");
}

function axesMarkup(axis: Axis): Markup {
  const rows = axis.ticks.map((tick) => {
    const y = down(axis, tick);
    const stroke = tick === 0 ? muted : grid;
    return markup`<path d="M0,${y}h${WIDTH}" stroke="${stroke}"/><text x="-6" y="${y}" dy="4" text-anchor="end" font-size="11" fill="${ink}">${tickText(tick)}</text>`;
  });
  const columns = ACROSS.ticks.map((tick) => {
    const x = pixels(tick, WIDTH);
    return markup`<path d="M${x},0v${HEIGHT}" stroke="${grid}"/><text x="${x}" y="${HEIGHT + 15}" text-anchor="middle" font-size="11" fill="${ink}">${tickText(tick)}</text>`;
  });
  return markup`${rows}${columns}<text x="${WIDTH / 2}" y="${HEIGHT + 34}" text-anchor="middle" font-size="12" fill="${ink}">average of the neighbours s̄</text><text transform="translate(-44 ${HEIGHT / 2}) rotate(-90)" text-anchor="middle" font-size="12" fill="${ink}">f(s̄) (1 / time)</text>`;
}

/** Shows what it is in as the `i`-th of `count` in turn, and then leaves `after` of it; nothing moves where there is one. */
function turn(i: number, count: number, after: number): Markup | null {
  if (count === 1) return null;
  const seconds = count * SECONDS + PAUSE;
  const steps = [[0, 0], [i * SECONDS, 1], ...(i === count - 1 ? [] : [[(i + 1) * SECONDS, after]])].slice(
    i === 0 ? 1 : 0,
  );
  const times = steps.map(([at = 0]) => Number((at / seconds).toFixed(4))).join(";");
  const values = steps.map(([, opacity = 0]) => opacity).join(";");
  return markup`<animate attributeName="opacity" values="${values}" keyTimes="${times}" dur="${seconds}s" calcMode="discrete" repeatCount="indefinite"/>`;
}

function curveMarkup({ generation, best, values }: RegulationRecord, i: number, count: number, axis: Axis) {
  const isLast = i === count - 1;
  const which = isLast ? "last" : "past";
  const label = `generation ${generation}: best utility ${best === null ? "unknown" : `${bits(best)} bits`}`;
  return markup`<path class="curve-${which}" opacity="${isLast ? 1 : FAINT}" d="${pathOf(values, axis)}">${turn(i, count, FAINT)}</path><text class="label-${which}" opacity="${isLast ? 1 : 0}" y="-12" font-size="12" stroke="none" fill="${ink}">${label}${turn(i, count, 0)}</text>`;
}

/** What one sees. */
function captionOf(records: readonly RegulationRecord[], shown: readonly RegulationRecord[]): string {
  const [first, last] = [shown[0], shown.at(-1)];
  if (first === undefined || last === undefined) return "f of no generation is written down.";
  const broken = shown.filter(({ values }) => values.includes(null)).length;
  const sentences = [
    shown.length === 1
      ? `f of the best individual of generation ${first.generation}, of utility ${bits(first.best)}.`
      : `f of the best individual of ${counted(shown.length, "generation")}, from ${first.generation}, of utility ${bits(first.best)}, to ${last.generation}, of utility ${bits(last.best)}; faint, those before it.`,
    broken === 0 ? "" : `Lines of ${counted(broken, "generation")} are broken where f is not finite.`,
    leftOutText(shown.length, records.length, "generations"),
  ];
  return sentences.filter((sentence) => sentence !== "").join(" ");
}

/**
 * f(s̄) of the best individual, generation after generation, as a drawing that moves by itself and begins anew after a pause.
 * Where nothing moves it shows the last one. The same records give the same bytes.
 *
 * @param records ascending in generation; without any, axes alone are drawn
 * @param part tells its name from those of the page's others; none where it stands alone
 */
export function regulationAnimation(records: readonly RegulationRecord[], part?: string): Drawing {
  const name = part === undefined ? NAME : `${NAME}-${part}`;
  const shown = evenly(records.length, MOST_CURVES).flatMap((i) => records[i] ?? []);
  const axis = axisOf(shown.flatMap(({ values }) => values.filter((value) => value !== null)));
  const [width, height] = [WIDTH + MARGIN.left + MARGIN.right, HEIGHT + MARGIN.top + MARGIN.bottom];
  const caption = captionOf(records, shown);
  const curves = shown.map((record, i) => curveMarkup(record, i, shown.length, axis));
  const { text } =
    markup`<svg role="img" aria-labelledby="${name}-title" aria-describedby="${name}-desc" xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${FONT}"><title id="${name}-title">${TITLE}</title><desc id="${name}-desc">${caption}</desc><style>${STYLE}</style><rect width="${width}" height="${height}" fill="${surface}"/><g transform="translate(${MARGIN.left} ${MARGIN.top})">${axesMarkup(axis)}<g fill="none" stroke="${COLOUR}" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">${curves}</g></g></svg>`;
  return { name, title: TITLE, caption, svg: text };
}
