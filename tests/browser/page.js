// The engine and the kernels as a page has them; the test calls what is put on the global object.
import { evolve } from "cellfate/engine";
import { createBackend } from "cellfate/kernels";

globalThis.search = async (config) => {
  const { history, champion } = await evolve(config);
  return [history, [...champion.genome]];
};

globalThis.simulate = async (name, batch) => {
  const backend = await createBackend(name);
  try {
    const { states } = await backend.simulate({ ...batch, genomes: Float32Array.from(batch.genomes) });
    return [...states];
  } finally {
    backend.dispose();
  }
};
