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
];

/** Every place in plain arguments: of each value, each element and each property, four deep. */
function placesIn(value: unknown, depth = 4): string[][] {
  if (depth === 0 || typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return [[]];
  const inner = Object.entries<unknown>({ ...value }).flatMap(([name, one]) =>
    placesIn(one, depth - 1).map((path) => [name, ...path]),
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

/** Arguments with one place of them, at random, replaced by junk. */
export function misusesOf(legal: readonly unknown[]): fc.Arbitrary<readonly unknown[]> {
  const places = placesIn(legal).filter((path) => path.length > 0);
  return fc
    .tuple(fc.constantFrom(...places), fc.constantFrom(...JUNK))
    .map(([[first, ...path], junk]) =>
      legal.map((argument, i) => (i.toString() === first ? replaced(argument, path, junk) : argument)),
    );
}

/** Whether there is a number in `value` that is none. */
export function hasNaN(value: unknown): boolean {
  if (typeof value === "number") return Number.isNaN(value);
  return typeof value === "object" && value !== null && Object.values<unknown>({ ...value }).some(hasNaN);
}
