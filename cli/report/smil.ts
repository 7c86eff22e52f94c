import { type Markup, markup } from "./markup.js";

/** Seconds that a frame has, and the last one more. */
const [FRAME, PAUSE] = [0.6, 2.4];
/** Slow near a frame, fast from one to the next. */
const EASING = "0.7 0 0.3 1";
/** Behind the point: a thousandth of the whole. */
const DIGITS = 4;

function share(part: number, whole: number): string {
  return Number((part / whole).toFixed(DIGITS)).toString();
}

/** Seconds of all frames. */
function secondsOf(frames: number): number {
  return (frames - 1) * FRAME + PAUSE;
}

function repeated(frames: number): Markup {
  return markup`dur="${secondsOf(frames).toFixed(1)}s" repeatCount="indefinite"`;
}

/** What moves a path through frames, each the data of a path with the same commands; over and over, with a pause at the last. */
export function pathAnimation(frames: readonly string[]): Markup {
  const times = [...frames.map((_, i) => share(i * FRAME, secondsOf(frames.length))), "1"];
  const values = [...frames, frames.at(-1) ?? ""];
  return markup`<animate attributeName="d" ${repeated(frames.length)} calcMode="spline" keySplines="${frames.map(() => EASING).join(";")}" keyTimes="${times.join(";")}" values="${values.join(";")}"/>`;
}

/** What shows an element during one of the frames alone, half-way from the one before to half-way to the next. */
export function frameAnimation(frame: number, frames: number): Markup {
  const at = (half: number): string => share((frame + half) * FRAME, secondsOf(frames));
  const parts = [
    ...(frame === 0 ? [] : [["0", "hidden"]]),
    [frame === 0 ? "0" : at(-0.5), "visible"],
    ...(frame === frames - 1 ? [] : [[at(0.5), "hidden"]]),
  ];
  const [times, values] = [0, 1].map((i) => parts.map((part) => part[i]).join(";"));
  return markup`<animate attributeName="visibility" ${repeated(frames)} calcMode="discrete" keyTimes="${times ?? ""}" values="${values ?? ""}"/>`;
}
