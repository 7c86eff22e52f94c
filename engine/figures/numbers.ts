import * as z from "zod";

const DIGITS_OF_BITS = 4;
const DIGITS_OF_OTHERS = 4;

/** Bits as all text has them, four digits behind the point; "unknown" for null. */
export function bits(value: number | null): string {
  if (value === null) return "unknown";
  const text = value.toFixed(DIGITS_OF_BITS);
  return text.replace("-", Number(text) === 0 ? "" : "−");
}

/** A number of bits and its standard error, as far as they are known. */
export interface Measured {
  /** Bits. */
  readonly utility: number | null;
  /** Bits. */
  readonly standardError: number | null;
}

/** Of the schema of a {@link Measured}. */
export const measuredFields: {
  readonly utility: z.ZodType<number | null>;
  readonly standardError: z.ZodType<number | null>;
} = { utility: z.number().nullable(), standardError: z.number().min(0).nullable() };

/** `0.9852 ± 0.0015 bits`, or `0.9852 bits` of what has no error. */
export function plusMinus({ utility, standardError }: Measured): string {
  if (utility === null) return "unknown";
  if (standardError === 0) return `${bits(utility)} bits`;
  return `${bits(utility)} ± ${bits(standardError)} bits`;
}

/** What is counted or has a unit of its own: whole numbers as they are, others to four significant digits. */
export function amount(value: number): string {
  if (Number.isSafeInteger(value)) return value.toString();
  return Number(value.toPrecision(DIGITS_OF_OTHERS)).toString();
}

/** `1 replicate`, `5 replicates` */
export function counted(count: number, one: string): string {
  return `${count} ${one}${count === 1 ? "" : "s"}`;
}

/** Cell-steps, as all text has them: `1.23e8` */
export function cellStepsText(value: number): string {
  return value.toExponential(2).replace("e+", "e");
}
