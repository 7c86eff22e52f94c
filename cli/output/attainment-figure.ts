import type { DistributionStep } from "../../engine/index.js";
import { caseName, type CaseRecord } from "./comparison-record.js";
import { cellStepsText } from "./comparison-text.js";
import { visible } from "./visible.js";

/** Pixels: the area of the lines, what is left of and above it, and a line of text. */
const WIDTH = 560;
const HEIGHT = 300;
const LEFT = 70;
const TOP = 45;
const LINE = 18;
/** Colours that those who see few can tell apart, after Okabe & Ito (2008); lines that share one differ in their dashes. */
const COLOURS = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000"];
const DASHES = ["none", "7 3", "2 3"];
const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** What of a case is drawn. */
export type AttainedCase = Pick<
  CaseRecord,
  "case" | "condition" | "target" | "runs" | "cellSteps" | "distribution"
>;

function escaped(text: string): string {
  return visible(text).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function text(x: number, y: number, content: string, attributes = ""): string {
  return `<text x="${x}" y="${y}"${attributes === "" ? "" : ` ${attributes}`}>${escaped(content)}</text>`;
}

/** 10⁸ */
function powerOfTen(exponent: number): string {
  return `10${String(exponent).replaceAll(/\d/g, (digit) => SUPERSCRIPTS[Number(digit)] ?? "")}`;
}

/** The exponents between which all costs lie. */
function decadesOf(costs: readonly number[]): readonly [from: number, to: number] {
  const exponents = costs.map((cost) => Math.log10(Math.max(cost, 1)));
  const from = Math.floor(Math.min(...exponents));
  return [from, Math.max(from + 1, Math.ceil(Math.max(...exponents)))];
}

function legend({ runs, target, cellSteps, distribution, ...named }: AttainedCase): string {
  const reached = Math.round(runs * (distribution.at(-1)?.share ?? 0));
  const median =
    cellSteps.median === null ? "" : `, half of all after ${cellStepsText(cellSteps.median)} cell-steps`;
  return `${caseName(named)}: ${reached} of ${runs} runs reached ${target ?? "no target"}${median}`;
}

function gridOf(
  from: number,
  to: number,
  across: (exponent: number) => number,
  up: (share: number) => number,
): string[] {
  const shares = [0, 0.25, 0.5, 0.75, 1].flatMap((share) => [
    `<path d="M${LEFT} ${up(share)}h${WIDTH}" stroke="#ddd"/>`,
    text(LEFT - 8, up(share) + 4, share.toFixed(2), 'text-anchor="end"'),
  ]);
  // Ten labels at most, so that they do not run into one another.
  const every = Math.ceil((to - from) / 10);
  const decades = Array.from({ length: Math.trunc((to - from) / every) + 1 }, (_, i) => from + every * i);
  const costs = decades.flatMap((exponent) => [
    `<path d="M${across(exponent)} ${TOP}v${HEIGHT}" stroke="#ddd"/>`,
    text(across(exponent), TOP + HEIGHT + LINE, powerOfTen(exponent), 'text-anchor="middle"'),
  ]);
  return [...shares, ...costs];
}

/**
 * The empirical distributions of cell-steps to target as an SVG: the share of all runs that had reached their target by so
 * many cell-steps, a step line a case; one that ends below 1 lacks the runs that never did.
 *
 * @see Hansen et al., COCO: Performance Assessment, arXiv:1605.03560, section 4
 */
export function attainmentFigure(cases: readonly AttainedCase[]): string {
  const costs = cases.flatMap(({ distribution }) => distribution.map(({ cost }) => cost));
  const [from, to] = costs.length === 0 ? [0, 1] : decadesOf(costs);
  const pixel = (value: number): number => Number(value.toFixed(2));
  const across = (exponent: number): number => pixel(LEFT + (WIDTH * (exponent - from)) / (to - from));
  const up = (share: number): number => pixel(TOP + HEIGHT * (1 - share));
  const steps = (distribution: readonly DistributionStep[]): string =>
    distribution.map(({ cost, share }) => `H${across(Math.log10(Math.max(cost, 1)))}V${up(share)}`).join("");
  const bottom = TOP + HEIGHT + 3 * LINE;
  const lines = cases.flatMap((one, i) => {
    const colour = COLOURS[i % COLOURS.length] ?? "black";
    const dashes = DASHES[Math.trunc(i / COLOURS.length) % DASHES.length] ?? "none";
    const style = `fill="none" stroke="${colour}" stroke-width="2" stroke-dasharray="${dashes}"`;
    const y = bottom + LINE * (i + 1);
    return [
      `<path d="M${LEFT} ${up(0)}${steps(one.distribution)}H${LEFT + WIDTH}" ${style}><title>${escaped(legend(one))}</title></path>`,
      `<path d="M${LEFT} ${y - 4}h30" ${style}/>`,
      text(LEFT + 38, y, legend(one)),
    ];
  });
  const height = bottom + LINE * (cases.length + 1);
  const width = LEFT + WIDTH + 30;
  const middle = LEFT + WIDTH / 2;
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12">`,
    `<rect width="${width}" height="${height}" fill="white"/>`,
    text(
      middle,
      24,
      "Share of runs that reached their target by so many cell-steps",
      'text-anchor="middle" font-size="14"',
    ),
    ...gridOf(from, to, across, up),
    ...(costs.length === 0
      ? [text(middle, TOP + HEIGHT / 2, "No run reached a target.", 'text-anchor="middle"')]
      : []),
    text(
      middle,
      TOP + HEIGHT + 2 * LINE,
      "cell-steps of the search, verification of the target included",
      'text-anchor="middle"',
    ),
    ...lines,
    "</svg>",
  ].join("\n")}\n`;
}
