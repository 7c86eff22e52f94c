import type { Chart, ChartState } from "./chart.js";
import { transitionText } from "./chart-transition.js";
import { SIZES, type StateLine } from "./laid-out-chart.js";

/** The width of a text in the font of charts, in pixels. */
export type Measure = (text: string, size: number, bold: boolean) => number;

/** What a box is headed with: the state's name; of a history state the H of statecharts. */
export function titleOf({ type, history, name }: ChartState): string {
  if (type !== "history") return name;
  return history === "deep" ? "H*" : "H";
}

/** What stands in the box of a state: what it does, and the transitions that leave no state. */
export function linesOf({ transitions }: Chart, { id, entry, exit, invokes }: ChartState): StateLine[] {
  const own = [
    ...entry.map((action) => `entry / ${action}`),
    ...invokes.map(({ src, name }) => (src === name ? `invoke / ${src}` : `invoke / ${name}: ${src}`)),
    ...exit.map((action) => `exit / ${action}`),
  ];
  const staying = transitions.filter(({ source, targets }) => source === id && targets.length === 0);
  return [
    ...own.map((text) => ({ text, transition: null })),
    ...staying.map((transition) => ({
      text:
        transition.actions.length === 0
          ? `${transitionText(transition)}: ignored`
          : transitionText(transition),
      transition: transition.id,
    })),
  ];
}

/** How large the text of a box is, with margins: the height above what is inside a compound state. */
export function textSize(
  title: string,
  lines: readonly StateLine[],
  measure: Measure,
): { readonly width: number; readonly height: number } {
  const widths = [
    measure(title, SIZES.title, true),
    ...lines.map(({ text }) => measure(text, SIZES.text, false)),
  ];
  const { margin, line } = SIZES;
  return {
    width: Math.ceil(Math.max(...widths)) + 2 * margin,
    height: (lines.length + 1) * line + 1.5 * margin,
  };
}
