/** Where on the axis of f cells are. */
export interface Visits {
  /** R that were looked at. */
  readonly replicates: number;
  /** The share of their time at the s̄ of each of equally wide bins of [0, 1], as `visitedAverages` counts it. */
  readonly shares: readonly number[];
}
