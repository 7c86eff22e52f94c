import fc from "fast-check";

/** What a caller may pass by mistake, whatever is asked for. */
const JUNK: readonly unknown[] = [
  undefined,
  null,
  NaN,
  Infinity,
  -1,
  0,
  1.5,
  1e39,
  2 ** 53,
  true,
  "",
  "3",
  "toString",
  [],
  [-1],
  ["1"],
  [null],
  {},
  new Float32Array(3),
  new Float64Array([3, 1]),
  new Uint32Array(3),
  new Map(),
  10n,
  Symbol("one"),
  () => undefined,
];

/** Every place in plain arguments: of each value, each element and each property. */
function placesIn(value: unknown): string[][] {
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return [[]];
  const inner = Object.entries<unknown>({ ...value }).flatMap(([name, one]) =>
    placesIn(one).map((path) => [name, ...path]),
  );
  return [[], ...inner];
}

/** `value` with what is at `path` replaced. */
function replaced(value: unknown, [name, ...path]: readonly string[], by: unknown): unknown {
  if (name === undefined || typeof value !== "object" || value === null) return by;
  const entries = Object.entries<unknown>({ ...value }).map(
    ([own, one]) => [own, own === name ? replaced(one, path, by) : one] as const,
  );
  return Array.isArray(value) ? entries.map(([, one]) => one) : Object.fromEntries(entries);
}

/** Arguments with one place of them replaced by junk: `most` of all that there are, at random, or all. */
export function misusesOf(legal: readonly unknown[], most: number): (readonly unknown[])[] {
  const places = placesIn(legal).filter((path) => path.length > 0);
  const all = places.flatMap(([first, ...path]) =>
    JUNK.map((junk) =>
      legal.map((argument, i) => (i.toString() === first ? replaced(argument, path, junk) : argument)),
    ),
  );
  const count = Math.min(most, all.length);
  return fc.sample(fc.shuffledSubarray(all, { minLength: count, maxLength: count }), {
    seed: 1,
    numRuns: 1,
  })[0]!;
}

/** Whether there is a number in `value` that is none. */
export function hasNaN(value: unknown): boolean {
  if (typeof value === "number") return Number.isNaN(value);
  return typeof value === "object" && value !== null && Object.values<unknown>({ ...value }).some(hasNaN);
}
