import { describe, expect, it } from "vitest";
import { utilityLandscape } from "#engine/information/utility-landscape.js";

describe("the utility landscape", () => {
  it("has every number of patterns that exists and none that does not", () => {
    const { points } = utilityLandscape({ cells: 4, distinctPatterns: [1, 4, 6, 7] });
    expect(points.map(({ onCells, distinctPatterns }) => [onCells, distinctPatterns])).toEqual([
      [0, 1],
      [1, 1],
      [1, 4],
      [2, 1],
      [2, 4],
      [2, 6],
      [3, 1],
      [3, 4],
      [4, 1],
    ]);
  });

  it("is hard H2(k/N) − log2(M)/N, largest for one pattern with half the cells on", () => {
    const { points } = utilityLandscape({ cells: 8 });
    const best = points.reduce((a, b) => (b.hard.utility > a.hard.utility ? b : a));
    expect(best).toMatchObject({ onCells: 4, distinctPatterns: 1, hard: { utility: 1 } });
    const spread = points.find(({ onCells, distinctPatterns }) => onCells === 4 && distinctPatterns === 16);
    expect(spread?.hard.utility).toBe(0.5);
  });

  it("is soft as hard in the limit of steep fates and narrow kernels", () => {
    const { points } = utilityLandscape({ cells: 10, steepness: 200, bandwidth: 0.1 });
    for (const { hard, soft } of points) {
      // sigmoid(−100) and 128·e^−100 are below rounding: patterns with equally many on differ in two cells.
      expect(soft.utility).toBeCloseTo(hard.utility, 12);
    }
  });

  it("is softer, with entropies of both kinds off, for the usual steepness and bandwidth", () => {
    const point = utilityLandscape({ cells: 7 }).points.find(
      ({ onCells, distinctPatterns }) => onCells === 0 && distinctPatterns === 1,
    );
    expect(point?.soft.utility).toBeCloseTo(0.190931, 6);
    expect(point?.hard.utility).toBe(0);
  });

  it("is exact about numbers of arrangements up to 50 cells and refuses more", () => {
    const { points } = utilityLandscape({
      cells: 50,
      distinctPatterns: [1, 64],
      steepness: 200,
      bandwidth: 0.1,
    });
    for (const { hard, soft } of points) expect(soft.utility).toBeCloseTo(hard.utility, 12);
    expect(() => utilityLandscape({ cells: 51 })).toThrow(
      expect.objectContaining({ code: "information.too-many-cells" }),
    );
  });
});
