/** The pattern that states are read as, a digit a cell: its fate, how many of the thresholds, at most 9, are ≤ its state. */
export function patternOfStates(states: Float32Array, thresholds: readonly number[]): string {
  return Array.from(states, (state) => thresholds.filter((threshold) => threshold <= state).length).join("");
}
