import { type Backend, BACKEND_NAMES, type BackendName } from "./backend.js";
import { CATALOGUE, type Catalogue } from "./catalogue.js";
import { checkBatch, checkGradientBatch } from "./check-batch.js";
import { checkOneOf } from "./check.js";
import type { AdapterDescription } from "./webgpu/adapter.js";
import { createReferenceBackend } from "./reference/reference-backend.js";
import { loadKernels } from "./wasm/load-kernels.js";
import { createWasmBackend } from "./wasm/wasm-backend.js";

/**
 * The backend of that name, ready to simulate; the kernels are loaded, whichever it is, as measures need them.
 *
 * What it is given is checked, once a batch: a call that is refused leaves the backend as it was.
 *
 * @throws CellfateError `argument.invalid`; `backend.unavailable` where it cannot run here; never a silent substitute
 */
export async function createBackend(name: BackendName): Promise<Backend> {
  checkOneOf(name, BACKEND_NAMES, "name");
  await loadKernels();
  return checked(await openBackend(name), CATALOGUE);
}

/** A backend that refuses what is no batch of its catalogue, in the same words whichever it is. */
function checked(backend: Backend, catalogue: Catalogue): Backend {
  return {
    name: backend.name,
    info: backend.info,
    simulate: async (batch) => {
      checkBatch(batch, catalogue);
      return backend.simulate(batch);
    },
    differentiate: async (batch) => {
      checkGradientBatch(batch, catalogue);
      return backend.differentiate(batch);
    },
    dispose: () => {
      backend.dispose();
    },
  };
}

function openBackend(name: BackendName): Backend | Promise<Backend> {
  switch (name) {
    case "reference":
      return createReferenceBackend();
    case "wasm":
      return createWasmBackend();
    case "webgpu":
      return import("./webgpu/webgpu-backend.js").then(({ createWebGpuBackend }) => createWebGpuBackend());
  }
}

/**
 * The adapter that the webgpu backend would use; WebGPU is loaded for it.
 *
 * @throws CellfateError `backend.unavailable`
 */
export async function describeWebGpuAdapter(): Promise<AdapterDescription> {
  const { describeAdapter } = await import("./webgpu/adapter.js");
  return describeAdapter();
}
