import { afterAll, beforeAll, describe, inject } from "vitest";
import {
  type Backend,
  type BackendName,
  createBackend,
  type Output,
  type SimulationBatch,
  type SimulationResult,
} from "#kernels/index.js";

/** Simulates on the backend under test. */
export type Simulate = <O extends Output>(batch: SimulationBatch<O>) => Promise<SimulationResult<O>>;

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
