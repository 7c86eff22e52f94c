import { afterAll, beforeAll, describe, inject } from "vitest";
import {
  type Backend,
  type BackendName,
  createBackend,
  type SimulationBatch,
  type SimulationResult,
} from "#kernels/index.js";

/** Simulates on the backend under test. */
export type Simulate = (batch: SimulationBatch) => Promise<SimulationResult>;

/** The same tests on each of the backends; those of `webgpu` are skipped where there is no adapter. */
export function describeEachBackend<Name extends BackendName>(
  names: readonly Name[],
  title: string,
  body: (simulate: Simulate, name: Name) => void,
): void {
  for (const name of names) {
    describe.skipIf(name === "webgpu" && !inject("webgpu"))(`${title} [${name}]`, () => {
      let backend: Backend;
      beforeAll(async () => {
        backend = await createBackend(name);
      });
      afterAll(() => backend.dispose());
      body((batch) => backend.simulate(batch), name);
    });
  }
}
