/** f(i / intervals), i = 0 … `intervals`: evenly spaced from s̄ = 0 to 1. */
export function sampledRegulation(f: (x: number) => number, intervals: number): number[] {
  return Array.from({ length: intervals + 1 }, (_, i) => f(i / intervals));
}
