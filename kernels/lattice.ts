import { checkInteger, checkObject, checkString } from "./check.js";
import { CellfateError } from "./errors.js";
import { LIMITS } from "./limits.js";

/** Who senses whom with which weight, and which cells are held at 0. Open to new ones: see {@link CONNECTIVITIES}. */
export interface Connectivity {
  /** For people: what cells at the border see. */
  readonly description: string;
  /** What maps a lattice of identical cells onto itself, and so the law of its patterns: a line's mirror, a ring's turns and mirrors. */
  readonly symmetry: "mirror" | "dihedral";
  /**
   * Whose number of neighbours a neighbour's weight is one over: the one's who senses (s̄ is then an average) or the
   * one's who is sensed.
   */
  readonly normalise: "receiver" | "sender";
  /** The cells that `cell` senses, in the order in which they are summed; a cell with none senses itself. */
  neighbours(cell: number, cells: number): readonly number[];
  /** The cells that are set to 0 after every step, ascending; the initial state is not. */
  held(cells: number): readonly number[];
}

/** The cells beside `cell` on an open line, from left to right. */
function besideOnLine(cell: number, cells: number): readonly number[] {
  return [cell - 1, cell + 1].filter((other) => other >= 0 && other < cells);
}

/** The cells beside `cell` on a ring, the left one first; in small rings both may be one. */
function besideOnRing(cell: number, cells: number): readonly number[] {
  const sides = [(cell + cells - 1) % cells, (cell + 1) % cells].filter((other) => other !== cell);
  return [...new Set(sides)];
}

const none = (): readonly number[] => [];

/** The names of all connectivities; schema, messages, bounds, command line and backends take them from here. */
export const CONNECTIVITY_NAMES = ["open", "pinned", "periodic"] as const;
export type ConnectivityName = (typeof CONNECTIVITY_NAMES)[number];

/** All connectivities by name. */
export const CONNECTIVITIES: Readonly<Record<ConnectivityName, Connectivity>> = {
  open: {
    description: "an end cell sees its one neighbour",
    symmetry: "mirror",
    normalise: "receiver",
    neighbours: besideOnLine,
    held: none,
  },
  pinned: {
    description: "the ends are also held at 0",
    symmetry: "mirror",
    normalise: "receiver",
    neighbours: besideOnLine,
    held: (cells) => [...new Set([0, cells - 1])],
  },
  periodic: {
    description: "a ring",
    symmetry: "dihedral",
    normalise: "receiver",
    neighbours: besideOnRing,
    held: none,
  },
};

/** A lattice as batches name it. */
export interface LatticeSpec {
  /** A name of {@link CONNECTIVITIES}, or of those that a backend was made with. */
  readonly connectivity: string;
  /** Number of cells N, 1 … 4096. */
  readonly cells: number;
}

/**
 * A lattice laid out: cell i senses s̄_i = f32(r_i · Σ_e f32(c_e · s_e)) over its edges e, summed in order.
 */
export interface Lattice {
  readonly cells: number;
  /** `[cell + 1]`: the edges of cell i are `first[i]` … `first[i + 1] − 1`; every cell has at least one. */
  readonly first: Uint32Array;
  /** `[edge]`: the cell that is sensed. */
  readonly source: Uint32Array;
  /** `[edge]`: c_e, what its state is multiplied by before the sum. */
  readonly sent: Float32Array;
  /** `[cell]`: r_i, what the sum is multiplied by. */
  readonly received: Float32Array;
  /** Cells set to 0 after every step, ascending. */
  readonly held: Uint32Array;
}

/**
 * The connectivity that `spec` names.
 *
 * @throws CellfateError `lattice.unknown`
 */
export function connectivityOf(
  spec: Pick<LatticeSpec, "connectivity">,
  connectivities: Readonly<Record<string, Connectivity>> = CONNECTIVITIES,
): Connectivity {
  checkString(spec.connectivity, "lattice.connectivity");
  const connectivity = Object.hasOwn(connectivities, spec.connectivity)
    ? connectivities[spec.connectivity]
    : undefined;
  if (connectivity !== undefined) return connectivity;
  throw new CellfateError({
    code: "lattice.unknown",
    message: `There is no connectivity "${spec.connectivity}"`,
    where: "lattice.connectivity",
    cure: `Known: ${Object.keys(connectivities).join(", ")}.`,
  });
}

/**
 * The lattice that `spec` names.
 *
 * @throws CellfateError `lattice.unknown`, `argument.invalid`
 */
export function latticeOf(
  spec: LatticeSpec,
  connectivities: Readonly<Record<string, Connectivity>> = CONNECTIVITIES,
): Lattice {
  checkObject(spec, "lattice");
  checkObject(connectivities, "connectivities");
  const { cells } = spec;
  checkInteger(cells, [1, LIMITS.cells], "lattice.cells");
  const connectivity = connectivityOf(spec, connectivities);
  const rows = Array.from({ length: cells }, (_, cell) => {
    const row = connectivity.neighbours(cell, cells);
    return row.length === 0 ? [cell] : row;
  });
  const first = new Uint32Array(cells + 1);
  rows.forEach((row, cell) => (first[cell + 1] = first[cell]! + row.length));
  const byReceiver = connectivity.normalise === "receiver";
  return {
    cells,
    first,
    source: Uint32Array.from(rows.flat()),
    sent: Float32Array.from(rows.flat(), (cell) => (byReceiver ? 1 : 1 / rows[cell]!.length)),
    received: Float32Array.from(rows, ({ length }) => (byReceiver ? 1 / length : 1)),
    held: Uint32Array.from(connectivity.held(cells)),
  };
}

/** The largest s̄ of cells whose states are within [0, 1], in the arithmetic of the steps: 1 where all sense averages. */
export function highestSensed({ cells, first, sent, received }: Lattice): number {
  let highest = 0;
  for (let cell = 0; cell < cells; cell++) {
    let sum = sent[first[cell]!]!;
    for (let edge = first[cell]! + 1; edge < first[cell + 1]!; edge++) sum = Math.fround(sum + sent[edge]!);
    highest = Math.max(highest, Math.fround(received[cell]! * sum));
  }
  return highest;
}

/** A lattice that is a line or ring of cells which see the ones beside them: what is swept with three states in hand. */
export interface Line {
  /** The cell that cell 0 sees to its left, and the last cell to its right; an end of an open line sees its one neighbour on both sides. */
  readonly leftOfFirst: number;
  readonly rightOfLast: number;
  /** Whether both ends are held at 0, and no other cell. */
  readonly endsHeld: boolean;
}

/** The cells of an edge row, ascending. */
function sourcesOf({ first, source }: Lattice, cell: number): number[] {
  return [...source.subarray(first[cell], first[cell + 1])].sort((a, b) => a - b);
}

/**
 * The lattice as a line, null where it is none. s̄ = (left + right)·½ then has the bits of the sum over edges: an end's
 * one neighbour counted twice and halved is itself, exactly.
 */
export function lineOf(lattice: Lattice): Line | null {
  const { cells, sent, received, held } = lattice;
  const last = cells - 1;
  const ends = [...new Set([0, last])];
  const endsHeld = held.length > 0;
  if (endsHeld && held.join() !== ends.join()) return null;
  if (sent.some((weight) => weight !== 1)) return null;
  const inner = Math.min(1, last);
  const beside = (end: number, own: number): number | undefined => {
    const sources = sourcesOf(lattice, end);
    if (received[end] !== Math.fround(1 / sources.length) || !sources.includes(own)) return undefined;
    return sources.length === 1 ? own : sources.length === 2 ? sources.find((s) => s !== own) : undefined;
  };
  for (let cell = 1; cell < last; cell++) {
    if (sourcesOf(lattice, cell).join() !== `${cell - 1},${cell + 1}` || received[cell] !== 0.5) return null;
  }
  const leftOfFirst = beside(0, inner);
  const rightOfLast = beside(last, last - inner);
  return leftOfFirst === undefined || rightOfLast === undefined
    ? null
    : { leftOfFirst, rightOfLast, endsHeld };
}
