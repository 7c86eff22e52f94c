import { expect, test } from "vitest";

import { CONNECTIVITY_NAMES, key, latticeOf, normals } from "#kernels/index.js";
import { lineOf } from "#kernels/lattice.js";
import { regulated } from "#kernels/models/models.js";
import { placeLattice } from "#kernels/wasm/records.js";
import { WasmKernels } from "#kernels/wasm/wasm-kernels.js";

import { batchOf, evaluatedBy } from "../batches.js";

const STEPS = 40;
const LANES = 4;

test.each(
  CONNECTIVITY_NAMES.flatMap((connectivity) => [1, 2, 3, 4, 7, 33].map((cells) => ({ connectivity, cells }))),
)("a line is swept by rows of edges to the same bits: $connectivity, $cells cells", (spec) => {
  const kernels = new WasmKernels();
  const lattice = latticeOf(spec);
  for (const evaluation of ["table", "direct"] as const) {
    const batch = evaluatedBy(batchOf(spec, [3], normals(key(9), 10)), evaluation);
    const { sweep, drifts } = regulated.place(kernels, batch.system, batch);
    const noise = kernels.place(normals(key(5), LANES * spec.cells * STEPS).map((x) => 0.02 * x));
    const next = kernels.allocate(16 * spec.cells);
    // An odd number of steps ends in the other buffer, an even one in the states' own.
    for (const steps of [STEPS, STEPS - 1]) {
      const [asLine, asRows] = [lineOf(lattice), null].map((line) => {
        const states = kernels.place(normals(key(6), LANES * spec.cells).map((x) => 0.5 + 0.1 * x));
        const record = placeLattice(kernels, lattice, line);
        kernels.sweep(sweep)(drifts[0]!.record, record, states, next, noise, steps);
        return kernels.words(states, LANES * spec.cells).slice();
      });
      expect(asRows).toStrictEqual(asLine);
    }
  }
});
