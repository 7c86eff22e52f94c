import { deepStrictEqual } from "node:assert";

import { cellSteps, generation } from "../harness/generation.js";
import type { Suite, SuiteOptions } from "../harness/suite.js";
import { createBackend } from "../../kernels/index.js";

/** The simulation of one generation on every backend, on one core. */
export default async function simulation({ quick }: SuiteOptions): Promise<Suite> {
  const wasm = await createBackend("wasm");
  const reference = await createBackend("reference");
  const steps = quick ? 500 : 2000;
  const modes = ["table", "direct"] as const;
  const kinds = ["common", "independent"] as const;
  const variants = kinds.flatMap((randomNumbers) => modes.map((mode) => ({ mode, randomNumbers })));
  const small = generation({ steps: 50, replicates: 4, individuals: 2 });

  return {
    title: "Simulation",
    unit: "cell-step",
    size: `7 cells, ${steps} steps, 100 replicates, 20 individuals, networks (8, 8, 8), one core; reference: a 700th of it`,
    cases: [
      ...variants.map((variant) => {
        const batch = generation({ ...variant, steps });
        return {
          name: `wasm, ${variant.mode}, ${variant.randomNumbers} random numbers`,
          work: cellSteps(batch),
          run: () => wasm.simulate(batch),
        };
      }),
      { name: "reference, table", work: cellSteps(small), run: () => reference.simulate(small) },
    ],
    async verify() {
      for (const variant of variants) {
        const batch = generation({ ...variant, steps: 100, replicates: 5, individuals: 3 });
        deepStrictEqual(await wasm.simulate(batch), await reference.simulate(batch));
      }
    },
  };
}
