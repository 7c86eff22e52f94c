import { describe, expect, it } from "vitest";
import { parseRunRecord, resumedRecord, runRecord, type Sitting, withTable } from "#engine/index.js";

const SITTING: Sitting = {
  program: "1.2.3",
  node: "v20.19.0",
  lockFileHash: "ab",
  machine: { cores: 2 },
  backend: { name: "wasm", reason: "asked for" },
  workers: 2,
  at: "2026-01-02T03:04:05.000Z",
};
const LATER: Sitting = {
  ...SITTING,
  program: "1.3.0",
  node: "v24.0.0",
  machine: { cores: 8 },
  backend: { name: "webgpu", reason: "asked for" },
  workers: 8,
  at: "2026-02-03T04:05:06.000Z",
};

describe("the record of a run", () => {
  it("begins with what the run is made with, and without a table or a later sitting", () => {
    const { at, ...made } = SITTING;
    expect(runRecord(SITTING)).toEqual({
      schemaVersion: 1,
      numericsVersion: 1,
      ...made,
      table: null,
      started: at,
      resumed: [],
    });
  });

  it("of another sitting keeps what the run was started with, and says what is new", () => {
    const record = resumedRecord(runRecord(SITTING), LATER, 40, ["run.workers: 2, not 8"]);
    expect(record).toEqual({
      ...runRecord(SITTING),
      backend: LATER.backend,
      workers: 8,
      resumed: [
        {
          at: LATER.at,
          program: "1.3.0",
          node: "v24.0.0",
          generation: 40,
          changes: ["run.workers: 2, not 8"],
        },
      ],
    });
  });

  it("holds the largest table and the largest error of all sittings", () => {
    const first = withTable(runRecord(SITTING), { intervals: 512, errorOverBound: 0.5 });
    expect(first.table).toEqual({ intervals: 512, errorOverBound: 0.5 });
    const second = withTable(first, { intervals: 256, errorOverBound: 2 });
    expect(second.table).toEqual({ intervals: 512, errorOverBound: 2 });
    expect(withTable(second, { intervals: 0, errorOverBound: 0 })).toEqual(second);
  });

  it("is read back from its JSON, with keys of a program that knows more", () => {
    const record = resumedRecord(runRecord(SITTING), LATER, 3, []);
    const text = JSON.stringify({ ...record, note: "kept" });
    expect(parseRunRecord(JSON.parse(text))).toEqual({ ...record, note: "kept" });
  });

  it("is read from a run whose errors had their former name", () => {
    const record = withTable(runRecord(SITTING), { intervals: 512, errorOverBound: 0.9999 });
    const former = { ...record, table: { intervals: 512, relativeError: 0.9999 } };
    expect(parseRunRecord(former)).toEqual(record);
  });

  it.each([
    undefined,
    null,
    [],
    7,
    {},
    { ...runRecord(SITTING), resumed: 7 },
    { ...runRecord(SITTING), schemaVersion: 2 },
  ])("is not read from %j", (value) => {
    expect(parseRunRecord(value)).toBeUndefined();
  });
});
