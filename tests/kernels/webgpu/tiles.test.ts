import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Pacing } from "#kernels/webgpu/pacing.js";
import { planTiles } from "#kernels/webgpu/tiles.js";

describe("planTiles", () => {
  const shapes = fc.record({
    individuals: fc.integer({ min: 1, max: 40 }),
    replicates: fc.integer({ min: 1, max: 200 }),
    cells: fc.integer({ min: 1, max: 300 }),
    driftBytes: fc.integer({ min: 16, max: 4096 }),
    bufferBytes: fc.integer({ min: 4096, max: 1 << 20 }),
    workgroups: fc.integer({ min: 1, max: 100 }),
    tileCells: fc.integer({ min: 1, max: 10_000 }),
  });

  it("should cover every individual and replicate once, within the limits", () => {
    fc.assert(
      fc.property(shapes, ({ individuals, replicates, cells, driftBytes, ...limits }) => {
        const { bufferBytes, workgroups, tileCells } = limits;
        const members = Array.from({ length: individuals }, (_, i) => 3 * i);
        const tiles = planTiles(members, replicates, cells, driftBytes, {
          bufferBytes,
          workgroups,
          cells: tileCells,
        });
        const seen = new Uint8Array(individuals * replicates);
        for (const { individuals: own, replicates: range } of tiles) {
          for (const individual of own) {
            const row = (individual / 3) * replicates + range.from;
            for (let r = row; r < row + range.count; r++) seen[r]! += 1;
          }
          const lines = own.length * range.count;
          const fits =
            own.length <= workgroups &&
            range.count <= workgroups &&
            own.length * driftBytes <= bufferBytes &&
            (lines === 1 || 4 * lines * cells <= bufferBytes) &&
            (lines === 1 || lines * cells <= tileCells);
          if (!fits) expect.fail(`a tile of ${own.length} × ${range.count} is too large`);
        }
        expect(seen.every((times) => times === 1)).toBe(true);
      }),
      { seed: 1, numRuns: 200 },
    );
  });
});

describe("Pacing", () => {
  /** Milliseconds of the dispatches that a device of `rate` cell-steps a millisecond is given. */
  function durations(rate: number, cells: number, count: number): number[] {
    const pacing = new Pacing();
    return Array.from({ length: count }, () => {
      const work = cells * pacing.stepsFor(cells);
      pacing.record(work, work / rate);
      return work / rate;
    });
  }

  it.each([
    ["a large GPU", 1e8, 14_000],
    ["a small GPU", 1e6, 14_000],
    ["one core", 2e4, 14_000],
    ["a network on one core", 1e3, 700],
  ])("should bring dispatches to between 15 and 60 ms: %s", (_, rate, cells) => {
    for (const duration of durations(rate, cells, 40).slice(30)) {
      expect(duration).toBeGreaterThanOrEqual(15);
      expect(duration).toBeLessThanOrEqual(60);
    }
  });

  it("should never go below one step", () => {
    expect(durations(1, 1000, 20).at(-1)).toBe(1000);
  });

  it("should not learn from a dispatch that was kept short", () => {
    const pacing = new Pacing();
    const before = pacing.stepsFor(1);
    for (let i = 0; i < 100; i++) pacing.record(1, 0.01);
    expect(pacing.stepsFor(1)).toBe(before);
  });
});
