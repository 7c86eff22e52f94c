/**
 * At most `most` of the items, in their order: the first, the last, and of each stretch between them those of the least
 * and of the largest value, so that no extreme is lost; all of them where they are no more than that.
 *
 * @param valueOf null: of no value, kept only where a stretch has no other
 * @param most at least 4
 */
export function thinned<T>(
  items: readonly T[],
  valueOf: (item: T) => number | null,
  most: number,
): readonly T[] {
  if (items.length <= most) return items;
  const stretches = Math.trunc((most - 2) / 2);
  const kept = new Set([0, items.length - 1]);
  const inner = items.length - 2;
  for (let stretch = 0; stretch < stretches; stretch++) {
    const from = 1 + Math.trunc((stretch * inner) / stretches);
    const to = 1 + Math.trunc(((stretch + 1) * inner) / stretches);
    let [least, largest] = [from, from];
    for (let i = from; i < to; i++) {
      if ((valueOf(items[i]!) ?? Infinity) < (valueOf(items[least]!) ?? Infinity)) least = i;
      if ((valueOf(items[i]!) ?? -Infinity) > (valueOf(items[largest]!) ?? -Infinity)) largest = i;
    }
    kept.add(least).add(largest);
  }
  return items.filter((_, i) => kept.has(i));
}

/** At most `most` of the numbers 0 … `count` − 1, evenly spaced, the first among them. */
export function everyNth(count: number, most: number): number[] {
  const step = Math.max(1, Math.ceil(count / most));
  return Array.from({ length: Math.ceil(count / step) }, (_, i) => i * step);
}

/** The places of `most` of `count` items, or all, as evenly apart as they can be, the first and the last among them. */
export function evenly(count: number, most: number): number[] {
  const kept = Math.min(count, most);
  return Array.from({ length: kept }, (_, i) => Math.round((i * (count - 1)) / Math.max(1, kept - 1)));
}

/** The sentence that says that not all is drawn; empty where all is. @param ones `generations` */
export function leftOutText(drawn: number, all: number, ones: string): string {
  return drawn === all ? "" : `Of ${all} ${ones}, ${drawn} are drawn.`;
}
