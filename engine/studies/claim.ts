/** A statement of a study about a number that it computed, with the bounds that the number must hold. */
export interface Claim {
  /** In kebab-case, another for every claim of a study. */
  readonly name: string;
  /** A sentence that the number bears out. */
  readonly text: string;
  readonly value: number;
  /** Both bounds are included; null is none. */
  readonly least: number | null;
  readonly most: number | null;
  /** Why the bounds are these: where the reference comes from, what moves the number, how often a true claim would fail. */
  readonly reason: string;
}

/** What every claim has beside its number and bounds. */
export type ClaimText = Pick<Claim, "name" | "text" | "reason">;

/** A claim that a number is `least` … `most`. */
export function between(about: ClaimText, value: number, least: number, most: number): Claim {
  return { ...about, value, least, most };
}

/** A claim that a number is `expected`, to `tolerance`. */
export function near(about: ClaimText, value: number, expected: number, tolerance: number): Claim {
  return between(about, value, expected - tolerance, expected + tolerance);
}

/** A claim that a number is at least so large. */
export function atLeast(about: ClaimText, value: number, least: number): Claim {
  return { ...about, value, least, most: null };
}

/** A claim that a number is at most so large. */
export function atMost(about: ClaimText, value: number, most: number): Claim {
  return { ...about, value, least: null, most };
}

/** Whether the number of a claim is within its bounds; one that is no number is not. */
export function holds({ value, least, most }: Claim): boolean {
  return value >= (least ?? -Infinity) && value <= (most ?? Infinity);
}
