/**
 * How often at least `count` of `fresh` runs come to more than each of `known` others from the same law, whatever that law is, or
 * to less: all orders of the runs are as likely, so that the `count` highest of them are all fresh with this probability.
 */
export function exceedance(known: number, fresh: number, count: number): number {
  let probability = 1;
  for (let i = 0; i < count; i++) probability *= (fresh - i) / (known + fresh - i);
  return probability;
}

/** The least count of fresh runs that so come to more less often than `alarm`; `fresh` where none does. */
export function unlikelyCount(known: number, fresh: number, alarm: number): number {
  let count = 1;
  while (count < fresh && exceedance(known, fresh, count) > alarm) count++;
  return count;
}
