import * as z from "zod";
import { NUMERICS_VERSION } from "../version.js";

/** What a run is worked on with: of the machine, so it is passed in. */
export interface Sitting {
  /** Version of the program. */
  readonly program: string;
  /** Version of Node. */
  readonly node: string;
  /** sha256 of the lock file that the program was built with. */
  readonly lockFileHash: string;
  readonly machine: Readonly<Record<string, unknown>>;
  /** What simulates, and why. */
  readonly backend: { readonly name: string; readonly reason: string };
  readonly workers: number;
  /** When it began, as ISO 8601 has it. */
  readonly at: string;
}

/** The largest table of f of any individual, and the largest error. */
export interface TableRecord {
  readonly intervals: number;
  /** Error of a step over the bound that it had to keep: at most 1 where it does. */
  readonly errorOverBound: number;
}

/** run.json: what a run was made with. Program, Node and machine are those that it was started with. */
export interface RunRecord extends Omit<Sitting, "at"> {
  readonly schemaVersion: 1;
  readonly numericsVersion: number;
  /** Over all sittings; null where f was always evaluated directly. */
  readonly table: TableRecord | null;
  readonly started: string;
  /** A later sitting each: from which generation on, and what of the configuration it changed. */
  readonly resumed: readonly (Pick<Sitting, "at" | "program" | "node"> & {
    readonly generation: number;
    readonly changes: readonly string[];
  })[];
}

/** What was once called `relativeError`, in runs of then, is no error of the whole. */
const tableSchema = z.union([
  z.object({ intervals: z.number(), errorOverBound: z.number() }),
  z
    .object({ intervals: z.number(), relativeError: z.number() })
    .transform(({ intervals, relativeError }) => ({ intervals, errorOverBound: relativeError })),
]);

const runRecordSchema = z.looseObject({
  schemaVersion: z.literal(1),
  numericsVersion: z.number(),
  program: z.string(),
  node: z.string(),
  lockFileHash: z.string(),
  machine: z.record(z.string(), z.unknown()),
  backend: z.looseObject({ name: z.string(), reason: z.string() }),
  workers: z.number(),
  table: tableSchema.nullable(),
  started: z.string(),
  resumed: z.array(
    z.looseObject({
      at: z.string(),
      program: z.string(),
      node: z.string(),
      generation: z.number(),
      changes: z.array(z.string()),
    }),
  ),
});

/** The record of a run that starts now. */
export function runRecord({ at, ...sitting }: Sitting): RunRecord {
  return {
    schemaVersion: 1,
    numericsVersion: NUMERICS_VERSION,
    ...sitting,
    table: null,
    started: at,
    resumed: [],
  };
}

/** The record that a parsed run.json holds; undefined where it is none. */
export function parseRunRecord(value: unknown): RunRecord | undefined {
  return runRecordSchema.safeParse(value).data;
}

/** The record of a run that goes on in another sitting. */
export function resumedRecord(
  record: RunRecord,
  { at, program, node, backend, workers }: Sitting,
  generation: number,
  changes: readonly string[],
): RunRecord {
  const resumed = [...record.resumed, { at, program, node, generation, changes }];
  return { ...record, backend, workers, resumed };
}

/** The record with what a sitting found of its tables; 0 intervals: it made none. */
export function withTable(record: RunRecord, { intervals, errorOverBound }: TableRecord): RunRecord {
  if (intervals === 0) return record;
  const table = {
    intervals: Math.max(record.table?.intervals ?? 0, intervals),
    errorOverBound: Math.max(record.table?.errorOverBound ?? 0, errorOverBound),
  };
  return { ...record, table };
}
