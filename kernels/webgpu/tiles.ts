import type { ReplicateRange } from "../batch.js";

/** The part of a batch that is simulated at a time. */
export interface Tile {
  /** Indices of its individuals in the batch. */
  readonly individuals: readonly number[];
  /** Its replicates, counted from the first of the batch. */
  readonly replicates: ReplicateRange;
}

/** What bounds a tile. */
export interface TileLimits {
  /** Bytes of the largest buffer that a shader can see. */
  readonly bufferBytes: number;
  /** Workgroups of a dispatch in one dimension. */
  readonly workgroups: number;
  /** Cells, over all individuals and replicates: bounds memory, and the time of one step. */
  readonly cells: number;
}

/**
 * Cuts individuals × `replicates` into tiles within the limits: all individuals at a time if they fit, as many
 * replicates as then fit. A single lattice is never cut, so a tile holds at least one.
 *
 * @param cells cells of a lattice
 * @param driftBytes bytes of the most numbers that an individual has
 */
export function planTiles(
  individuals: readonly number[],
  replicates: number,
  cells: number,
  driftBytes: number,
  limits: TileLimits,
): Tile[] {
  const held = Math.min(limits.cells, Math.trunc(limits.bufferBytes / 4));
  const width = Math.max(
    1,
    Math.min(
      individuals.length,
      limits.workgroups,
      Math.trunc(limits.bufferBytes / driftBytes),
      Math.trunc(held / cells),
    ),
  );
  const height = Math.max(1, Math.min(replicates, limits.workgroups, Math.trunc(held / (width * cells))));
  const tiles: Tile[] = [];
  for (let first = 0; first < individuals.length; first += width) {
    for (let from = 0; from < replicates; from += height) {
      const count = Math.min(height, replicates - from);
      tiles.push({ individuals: individuals.slice(first, first + width), replicates: { from, count } });
    }
  }
  return tiles;
}
