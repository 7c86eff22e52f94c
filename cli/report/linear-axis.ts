/** A linear axis: where its ticks are, and where on the drawing a value is. */
export interface LinearAxis {
  readonly ticks: readonly number[];
  /** Pixels. */
  at(value: number): number;
}

const STEPS = [1, 2, 5, 10];

/** The axis from the multiple of its step below `least` to that above `most`. @param count about as many intervals */
export function linearAxis(
  [least, most]: readonly [number, number],
  [start, end]: readonly [number, number],
  count: number,
): LinearAxis {
  const rough = (most - least || 1) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * (STEPS.find((one) => one * power >= rough) ?? 10);
  const [first, last] = [Math.floor(least / step), Math.ceil(most / step)];
  const [low, high] = [first * step, Math.max(last, first + 1) * step];
  return {
    ticks: Array.from({ length: Math.max(last - first, 1) + 1 }, (_, i) => (first + i) * step),
    at: (value) => start + ((value - low) / (high - low)) * (end - start),
  };
}
