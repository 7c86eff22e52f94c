import { CellfateError } from "./errors.js";

/*
 * What the functions of the library check their arguments by, before they work: types cannot say lengths and ranges, and
 * who calls from JavaScript has none.
 */

/** The least and the largest value that is allowed. */
export type Range = readonly [least: number, most: number];
const LARGEST_F32 = 3.4028234663852886e38;
/** The finite numbers of f32, and those that are positive. */
export const F32: Range = [-LARGEST_F32, LARGEST_F32];
export const POSITIVE_F32: Range = [1.401298464324817e-45, LARGEST_F32];
/** The finite numbers of f64, those ≥ 0, and those that are positive. */
export const FINITE: Range = [-Number.MAX_VALUE, Number.MAX_VALUE];
export const NOT_NEGATIVE: Range = [0, Number.MAX_VALUE];
export const POSITIVE: Range = [Number.MIN_VALUE, Number.MAX_VALUE];

type TypedArray = Float32Array | Float64Array | Uint8Array | Uint32Array;

/** Longest text that is quoted: a caller may pass anything. */
const MOST_SHOWN = 60;

function show(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value.slice(0, MOST_SHOWN));
  if (ArrayBuffer.isView(value)) return `a ${value.constructor.name} of ${value.byteLength} bytes`;
  if (Array.isArray(value)) return `an array of ${value.length}`;
  return value === null || typeof value !== "object" ? String(value).slice(0, MOST_SHOWN) : "another object";
}

/** The error of an argument that is not what was expected. @param where the argument: `batch.system.lattice.cells` */
export function badArgument(where: string, expected: string, value: unknown): CellfateError {
  return new CellfateError({
    code: "argument.invalid",
    message: `${where}: expected ${expected}, got ${show(value)}`,
    where,
    cure: `Pass ${expected} as ${where}.`,
  });
}

/** @throws CellfateError `argument.invalid` unless `value` is an object */
export function checkObject(value: unknown, where: string): void {
  if (typeof value !== "object" || value === null) throw badArgument(where, "an object", value);
}

/** @throws CellfateError `argument.invalid` unless `value` is a function */
export function checkFunction(value: unknown, where: string): void {
  if (typeof value !== "function") throw badArgument(where, "a function", value);
}

/** @throws CellfateError `argument.invalid` unless `value` is an object with this method */
export function checkMethod(value: unknown, name: string, where: string): void {
  if (typeof value === "object" && value !== null && typeof Reflect.get(value, name) === "function") return;
  throw badArgument(where, `an object with the method ${name}`, value);
}

/** @throws CellfateError `argument.invalid` unless `value` is a string */
export function checkString(value: unknown, where: string): void {
  if (typeof value !== "string") throw badArgument(where, "a string", value);
}

/** @throws CellfateError `argument.invalid` unless `value` is a whole number of the range */
export function checkInteger(value: unknown, [least, most]: Range, where: string): void {
  if (Number.isSafeInteger(value) && Number(value) >= least && Number(value) <= most) return;
  throw badArgument(where, `a whole number ${least} … ${most}`, value);
}

/** @throws CellfateError `argument.invalid` unless `value` is a number of the range */
export function checkNumber(value: unknown, [least, most]: Range, where: string): void {
  if (typeof value === "number" && value >= least && value <= most) return;
  throw badArgument(where, `a number ${least} … ${most}`, value);
}

/** @throws CellfateError `argument.invalid` unless `value` is one of `names` */
export function checkOneOf(value: unknown, names: readonly string[], where: string): void {
  if (typeof value === "string" && names.includes(value)) return;
  throw badArgument(where, `one of ${names.map((name) => JSON.stringify(name)).join(", ")}`, value);
}

/** @throws CellfateError `argument.invalid` unless `value` is an array with a length of the range */
export function checkArray(value: unknown, [least, most]: Range, where: string): void {
  if (Array.isArray(value) && value.length >= least && value.length <= most) return;
  throw badArgument(where, `an array of ${least === most ? least : `${least} … ${most}`}`, value);
}

/** @throws CellfateError `argument.invalid` unless `value` is of that type of array and, where given, that length */
export function checkTyped(
  value: unknown,
  type: abstract new (...args: never) => TypedArray,
  where: string,
  length?: number,
): void {
  if (value instanceof type && (length === undefined || value.length === length)) return;
  throw badArgument(where, `a ${type.name}${length === undefined ? "" : ` of ${length} numbers`}`, value);
}

/**
 * Of arrays that may be plain or typed.
 *
 * @throws CellfateError `argument.invalid` unless `value` is one of numbers, NaN and ±∞ too
 */
export function checkNumberArray(value: unknown, where: string): void {
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) return;
  if (!Array.isArray(value)) throw badArgument(where, "an array of numbers", value);
  value.forEach((element: unknown, i) => {
    if (typeof element !== "number") throw badArgument(`${where}[${i}]`, "a number", element);
  });
}

/**
 * Of arrays that may be plain or typed.
 *
 * @throws CellfateError `argument.invalid` unless `value` is one of numbers of the range and, where given, that length
 */
export function checkNumbers(value: ArrayLike<unknown>, range: Range, where: string, length?: number): void {
  checkNumberArray(value, where);
  if (length !== undefined && value.length !== length) {
    throw badArgument(`${where}.length`, length.toString(), value.length);
  }
  const [least, most] = range;
  for (let i = 0; i < value.length; i++) {
    const element = value[i];
    if (typeof element === "number" && element >= least && element <= most) continue;
    checkNumber(element, range, `${where}[${i}]`);
  }
}

/** @throws CellfateError `argument.invalid` unless `values` ascend, each larger than the one before */
export function checkAscending(values: readonly number[], where: string): void {
  values.forEach((value, i) => {
    if (i > 0 && !(value > values[i - 1]!)) throw badArgument(`${where}[${i}]`, "ascending values", value);
  });
}
