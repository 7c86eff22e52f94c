import { type Lattice, type Line, lineOf } from "../lattice.js";
import type { AdapterLimits } from "./adapter.js";

/** Longest line whose states are kept in registers. */
const REGISTER_CELLS = 32;
/** Invocations of a workgroup where nothing else decides: two hardware subgroups or one, on any device. */
const WORKGROUP_SIZE = 64;
/** Most invocations of a workgroup: beyond, registers run short. */
const LARGEST_WORKGROUP = 256;

interface SweepSizes {
  readonly cells: number;
  /** Invocations of a workgroup. */
  readonly workgroupSize: number;
  readonly replicatesPerWorkgroup: number;
  /** Workgroup memory that the states take. */
  readonly stateBytes: number;
}

/** An invocation advances a replicate, its states in registers: a line's sweep has three of them in hand. */
interface ReplicateSweep extends SweepSizes {
  readonly program: "advance-replicates";
  readonly line: Line;
}

/** A workgroup advances a replicate, its states in workgroup memory; s̄ by rows of edges where there is no line. */
interface CellSweep extends SweepSizes {
  readonly program: "advance-cells";
  readonly line: Line | null;
}

/** How the cells of a lattice are dealt to invocations. */
export type Sweep = ReplicateSweep | CellSweep;

function largestWorkgroup({
  maxComputeInvocationsPerWorkgroup,
  maxComputeWorkgroupSizeX,
}: AdapterLimits): number {
  return Math.min(LARGEST_WORKGROUP, maxComputeInvocationsPerWorkgroup, maxComputeWorkgroupSizeX);
}

/** Invocations of a workgroup of the programs that do not advance. */
export function plainWorkgroup(limits: AdapterLimits): number {
  return Math.min(WORKGROUP_SIZE, largestWorkgroup(limits));
}

/** The sweep of `lattice` within `limits`. */
export function sweepOf(lattice: Lattice, limits: AdapterLimits): Sweep {
  const { cells } = lattice;
  const line = lineOf(lattice);
  if (line !== null && cells <= REGISTER_CELLS) {
    const workgroupSize = plainWorkgroup(limits);
    const sizes = { cells, workgroupSize, replicatesPerWorkgroup: workgroupSize, stateBytes: 0 };
    return { program: "advance-replicates", line, ...sizes };
  }
  // Enough for the pairs of cells, a power of two.
  const most = largestWorkgroup(limits);
  let workgroupSize = 32;
  while (workgroupSize < cells / 2 && workgroupSize < most) workgroupSize *= 2;
  workgroupSize = Math.min(workgroupSize, most);
  return {
    program: "advance-cells",
    line,
    cells,
    workgroupSize,
    replicatesPerWorkgroup: 1,
    stateBytes: 4 * cells,
  };
}
