import { CONTINUOUS } from "./theme.js";

const LAST = CONTINUOUS.length - 1;

function channelsOf(colour: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
}

/** Red, green and blue, 0 … 255, of a value 0 … 1 of the continuous colours; values beyond are at the end, NaN at 0. */
export function channelsAt(value: number): number[] {
  const at = LAST * (value > 0 ? Math.min(value, 1) : 0);
  const i = Math.min(Math.trunc(at), LAST - 1);
  const [low, high] = [channelsOf(CONTINUOUS[i]!), channelsOf(CONTINUOUS[i + 1]!)];
  return low.map((channel, k) => Math.round(channel + (at - i) * (high[k]! - channel)));
}

/** The same as `#rrggbb`. */
export function colourAt(value: number): string {
  return `#${channelsAt(value)
    .map((channel) => channel.toString(16).padStart(2, "0"))
    .join("")}`;
}
