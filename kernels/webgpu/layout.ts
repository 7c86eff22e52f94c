import { noiseScaleOf, type System } from "../batch.js";
import type { Lattice } from "../lattice.js";
import type { Key } from "../random/threefry2x32.js";

const f32 = Math.fround;

/*
 * Byte offsets of the structures of `shaders/batch.wgsl`, and their sizes.
 */
export const BATCH = {
  firstReplicate: 0,
  replicates: 4,
  firstStep: 8,
  steps: 12,
  firstRow: 16,
  dt: 20,
  noiseScale: 24,
  initialLow: 28,
  initialWidth: 32,
  bytes: 36,
} as const;
export const INDIVIDUAL = { noiseKey: 0, initialKey: 8, drift: 16, numbers: 20, bytes: 24 } as const;
export const ROW = { first: 0, end: 4, received: 8, held: 12, bytes: 16 } as const;
export const EDGE = { source: 0, sent: 4, bytes: 8 } as const;

/** The bindings of group 0 that the entry points choose from. */
export const BINDINGS = {
  batch: 0,
  individuals: 1,
  drifts: 2,
  states: 3,
  patterns: 4,
  rows: 5,
  edges: 6,
  sums: 7,
  adjoints: 8,
  clipped: 9,
} as const;
export type BindingName = keyof typeof BINDINGS;

/** What the programs of a simulation see, and those of a gradient: eight arrays are what every device allows. */
export const SIMULATION_BINDINGS = [
  "batch",
  "individuals",
  "drifts",
  "states",
  "patterns",
  "rows",
  "edges",
] as const;
export const GRADIENT_BINDINGS = [
  "batch",
  "individuals",
  "drifts",
  "states",
  "rows",
  "edges",
  "sums",
  "adjoints",
  "clipped",
] as const;

/** An individual as the shaders see it. */
export interface IndividualRecord {
  readonly noiseKey: Key;
  readonly initialKey: Key;
  /** Index of the first of its numbers among all drifts, and how many they are. */
  readonly drift: number;
  readonly numbers: number;
}

/** A `Batch` with no steps yet: those change with every dispatch. Floats are rounded as the reference does. */
export function encodeBatch(
  { model, integrator }: System,
  firstReplicate: number,
  replicates: number,
): ArrayBuffer {
  const view = new DataView(new ArrayBuffer(BATCH.bytes));
  const low = f32(integrator.initialLow);
  view.setUint32(BATCH.firstReplicate, firstReplicate, true);
  view.setUint32(BATCH.replicates, replicates, true);
  view.setFloat32(BATCH.dt, integrator.dt, true);
  view.setFloat32(BATCH.noiseScale, noiseScaleOf(model.noiseStrength, integrator.dt), true);
  view.setFloat32(BATCH.initialLow, low, true);
  view.setFloat32(BATCH.initialWidth, f32(integrator.initialHigh) - low, true);
  return view.buffer;
}

/** An array of `Individual`. */
export function encodeIndividuals(records: readonly IndividualRecord[]): ArrayBuffer {
  const view = new DataView(new ArrayBuffer(records.length * INDIVIDUAL.bytes));
  records.forEach(({ noiseKey, initialKey, drift, numbers }, index) => {
    const at = index * INDIVIDUAL.bytes;
    view.setUint32(at + INDIVIDUAL.noiseKey, noiseKey[0], true);
    view.setUint32(at + INDIVIDUAL.noiseKey + 4, noiseKey[1], true);
    view.setUint32(at + INDIVIDUAL.initialKey, initialKey[0], true);
    view.setUint32(at + INDIVIDUAL.initialKey + 4, initialKey[1], true);
    view.setUint32(at + INDIVIDUAL.drift, drift, true);
    view.setUint32(at + INDIVIDUAL.numbers, numbers, true);
  });
  return view.buffer;
}

/** An array of `Row`, one a cell. */
export function encodeRows({ cells, first, received, held }: Lattice): ArrayBuffer {
  const view = new DataView(new ArrayBuffer(cells * ROW.bytes));
  for (let cell = 0; cell < cells; cell++) {
    const at = cell * ROW.bytes;
    view.setUint32(at + ROW.first, first[cell]!, true);
    view.setUint32(at + ROW.end, first[cell + 1]!, true);
    view.setFloat32(at + ROW.received, received[cell]!, true);
  }
  for (const cell of held) view.setUint32(cell * ROW.bytes + ROW.held, 1, true);
  return view.buffer;
}

/** An array of `Edge`. */
export function encodeEdges({ source, sent }: Lattice): ArrayBuffer {
  const view = new DataView(new ArrayBuffer(source.length * EDGE.bytes));
  source.forEach((cell, edge) => {
    view.setUint32(edge * EDGE.bytes + EDGE.source, cell, true);
    view.setFloat32(edge * EDGE.bytes + EDGE.sent, sent[edge]!, true);
  });
  return view.buffer;
}
