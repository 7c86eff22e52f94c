import type { Model } from "../backend.js";
import type { Key } from "../random/threefry2x32.js";

const f32 = Math.fround;

/** Byte offsets of the structure `Batch` of `shaders/batch.wgsl`, and its size. */
export const BATCH = {
  firstReplicate: 0,
  replicates: 4,
  firstStep: 8,
  steps: 12,
  dt: 16,
  noiseScale: 20,
  initialLow: 24,
  initialWidth: 28,
  bytes: 32,
} as const;

/** Byte offsets of the structure `Individual` of `shaders/batch.wgsl`, and its size. */
export const INDIVIDUAL = { noiseKey: 0, initialKey: 8, regulation: 16, intervals: 20, bytes: 24 } as const;

/** The bindings of group 0 that the entry points choose from. */
export const BINDINGS = { batch: 0, individuals: 1, regulations: 2, states: 3, patterns: 4 } as const;

/** The numbers that WGSL and TypeScript give the boundaries. */
export const BOUNDARY_CODES = { open: 0, pinned: 1, periodic: 2 } as const;

/** An individual as the shaders see it. */
export interface IndividualRecord {
  readonly noiseKey: Key;
  readonly initialKey: Key;
  /** Index of the first f32 of its table or genome among the regulations. */
  readonly regulation: number;
  /** Intervals of its table, 0 for a network. */
  readonly intervals: number;
}

/** A `Batch` with no steps yet: those change with every dispatch. Floats are rounded as the reference does. */
export function encodeBatch(model: Model, firstReplicate: number, replicates: number): ArrayBuffer {
  const view = new DataView(new ArrayBuffer(BATCH.bytes));
  const low = f32(model.initialLow);
  view.setUint32(BATCH.firstReplicate, firstReplicate, true);
  view.setUint32(BATCH.replicates, replicates, true);
  view.setFloat32(BATCH.dt, model.dt, true);
  view.setFloat32(BATCH.noiseScale, model.noiseStrength * Math.sqrt(model.dt), true);
  view.setFloat32(BATCH.initialLow, low, true);
  view.setFloat32(BATCH.initialWidth, f32(model.initialHigh) - low, true);
  return view.buffer;
}

/** An array of `Individual`. */
export function encodeIndividuals(records: readonly IndividualRecord[]): ArrayBuffer {
  const view = new DataView(new ArrayBuffer(records.length * INDIVIDUAL.bytes));
  records.forEach(({ noiseKey, initialKey, regulation, intervals }, index) => {
    const at = index * INDIVIDUAL.bytes;
    view.setUint32(at + INDIVIDUAL.noiseKey, noiseKey[0], true);
    view.setUint32(at + INDIVIDUAL.noiseKey + 4, noiseKey[1], true);
    view.setUint32(at + INDIVIDUAL.initialKey, initialKey[0], true);
    view.setUint32(at + INDIVIDUAL.initialKey + 4, initialKey[1], true);
    view.setUint32(at + INDIVIDUAL.regulation, regulation, true);
    view.setUint32(at + INDIVIDUAL.intervals, intervals, true);
  });
  return view.buffer;
}
