import { describe, expect, it } from "vitest";
import {
  CATALOGUE,
  CONNECTIVITIES,
  CONNECTIVITY_NAMES,
  latticeOf,
  type SimulationBatch,
} from "#kernels/index.js";
import { checkBatch } from "#kernels/check-batch.js";
import { highestSensed, lineOf } from "#kernels/lattice.js";
import { batchOf, evaluatedBy, tanhGenome } from "../batches.js";
import { OTHER_CONNECTIVITIES } from "../support/connectivities.js";
import { code } from "../support/sources.js";

const SIZES = [1, 2, 3, 4, 5, 7, 32, 33, 4096];

describe("a lattice", () => {
  it("weighs what a cell senses by those it sees, or by those who see the one it sees", () => {
    const averaged = latticeOf({ connectivity: "averaged", cells: 5 }, OTHER_CONNECTIVITIES);
    expect([...averaged.sent].every((weight) => weight === 1)).toBe(true);
    expect([...averaged.received]).toEqual([2, 3, 4, 3, 2].map((degree) => Math.fround(1 / degree)));
    const shared = latticeOf({ connectivity: "shared", cells: 5 }, OTHER_CONNECTIVITIES);
    expect([...shared.received]).toEqual([1, 1, 1, 1, 1]);
    // Cell 0 sees cells 1 and 2, which have three and four neighbours.
    expect([...shared.source.subarray(0, 2)]).toEqual([1, 2]);
    expect([...shared.sent.subarray(0, 2)]).toEqual([Math.fround(1 / 3), 0.25]);
  });

  it("has a cell that sees no other see itself", () => {
    const { first, source, received } = latticeOf(
      { connectivity: "irregular", cells: 8 },
      OTHER_CONNECTIVITIES,
    );
    expect([...source.subarray(first[2], first[3])]).toEqual([2]);
    expect(received[2]).toBe(1);
  });

  it("has cells sense at most 1, unless they are sent more than an average", () => {
    for (const connectivity of CONNECTIVITY_NAMES) {
      for (const cells of SIZES) expect(highestSensed(latticeOf({ connectivity, cells }))).toBe(1);
    }
    // A cell that has two neighbours of three and two of four receives 2/3 + 2/4, in f32.
    const shared = latticeOf({ connectivity: "shared", cells: 9 }, OTHER_CONNECTIVITIES);
    expect(highestSensed(shared)).toBeGreaterThan(1);
  });

  it("on which s̄ passes 1 is refused with a table of f, which ends there, and taken without", () => {
    const made = batchOf({ cells: 9 }, [1], tanhGenome(1, 5, 0.5));
    const catalogue = { ...CATALOGUE, connectivities: OTHER_CONNECTIVITIES };
    const on = (connectivity: string, batch: SimulationBatch): SimulationBatch => ({
      ...batch,
      system: { ...batch.system, lattice: { connectivity, cells: 9 } },
    });
    expect(() => checkBatch(on("shared", made), catalogue)).toThrow(/s̄ passes 1/);
    expect(() => checkBatch(on("shared", evaluatedBy(made, "direct")), catalogue)).not.toThrow();
    expect(() => checkBatch(on("averaged", made), catalogue)).not.toThrow();
  });

  it("that nobody has heard of is an error that says which there are", () => {
    expect(() => latticeOf({ connectivity: "toString", cells: 3 })).toThrow(
      expect.objectContaining({ code: "lattice.unknown", cure: "Known: open, pinned, periodic." }),
    );
  });
});

describe("the line of a lattice", () => {
  it.each(CONNECTIVITY_NAMES)("is recognised whatever its size: %s", (connectivity) => {
    for (const cells of SIZES) {
      const line = lineOf(latticeOf({ connectivity, cells }));
      const [inner, last] = [Math.min(1, cells - 1), cells - 1];
      const ring = connectivity === "periodic";
      expect(line).toEqual({
        leftOfFirst: ring ? last : inner,
        rightOfLast: ring ? 0 : last - inner,
        endsHeld: connectivity === "pinned",
      });
    }
  });

  it.each(Object.keys(OTHER_CONNECTIVITIES))("is none where cells see others: %s", (connectivity) => {
    for (const cells of SIZES.filter((size) => size > 3 && size < 100)) {
      expect(lineOf(latticeOf({ connectivity, cells }, OTHER_CONNECTIVITIES))).toBeNull();
    }
  });

  it("is none where an inner cell is held, or one end alone", () => {
    for (const held of [[2], [0], [0, 2, 4]]) {
      const connectivity = { ...CONNECTIVITIES.open, held: () => held };
      expect(lineOf(latticeOf({ connectivity: "held", cells: 5 }, { held: connectivity }))).toBeNull();
    }
  });
});

it("is one file to which a connectivity is added: no other names them all", () => {
  const naming = ["kernels", "engine", "actors", "cli", "bench"]
    .flatMap((folder) => code(folder))
    .concat(code().filter(({ path }) => !path.includes("/")))
    .filter(({ text }) => CONNECTIVITY_NAMES.every((name) => text.includes(`"${name}"`)));
  expect(naming.map(({ path }) => path)).toEqual(["kernels/lattice.ts"]);
});
