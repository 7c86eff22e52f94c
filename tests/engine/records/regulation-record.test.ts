import { describe, expect, it } from "vitest";
import {
  isRegulationRecorded,
  parseGenerationRecord,
  parseRegulationRecord,
  regulationRecord,
  regulationsBefore,
} from "#engine/index.js";
import { tanhGenome } from "../../batches.js";

describe("the record of f", () => {
  it("is kept of generations that are ever further apart", () => {
    const kept = Array.from({ length: 200 }, (_, generation) => generation).filter(isRegulationRecorded);
    expect(kept).toEqual([0, 1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192]);
    expect([0, 1, 4, 5, 7, 200].map(regulationsBefore)).toEqual([0, 1, 4, 5, 6, 16]);
  });

  it("has f from 0 to 1, and is read as it was written", () => {
    const record = regulationRecord([1], { generation: 3, best: 0.5 }, tanhGenome(2, 5, 0.5));
    expect(record.values).toHaveLength(257);
    // f(s) = −2·tanh(5·(s − 0.5)) to five digits.
    expect(record.values[0]).toBe(Number((2 * Math.tanh(2.5)).toPrecision(5)));
    expect(record.values[128]).toBe(0);
    expect(parseRegulationRecord(JSON.parse(JSON.stringify(record)))).toEqual(record);
    expect(parseRegulationRecord({ ...record, values: [1] })).toBeUndefined();
  });

  it("says null where f is not finite", () => {
    const genome = tanhGenome(2, 5, 0.5).fill(Infinity);
    expect(regulationRecord([1], { generation: 0, best: null }, genome).values).toContain(null);
  });
});

describe("a line of a history", () => {
  const line = {
    ...{ generation: 0, best: 0.5, mean: 0.25, std: 0.125, bestIndividual: 3, patternEntropy: 0.75 },
    ...{ reproducibilityEntropy: 0.25, distinctPatterns: 4, invalid: 0, cellSteps: 100 },
  };

  it("is read whether or not it says what its work was for", () => {
    const work = { scoring: 60, promotion: 40, rescoring: 0, verification: 0 };
    for (const record of [line, { ...line, work, replicates: 8, verified: null }]) {
      expect(parseGenerationRecord(record)).toEqual(record);
    }
  });

  it.each([{ ...line, generation: -1 }, { ...line, best: "0.5" }, { generation: 0 }, null, 7])(
    "is none where it is %j",
    (value) => {
      expect(parseGenerationRecord(value)).toBeUndefined();
    },
  );
});
