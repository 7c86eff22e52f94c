import type { Backend, BackendName } from "./backend.js";
import type { AdapterDescription } from "./webgpu/adapter.js";
import { createReferenceBackend } from "./reference/reference-backend.js";
import { loadKernels } from "./wasm/load-kernels.js";
import { createWasmBackend } from "./wasm/wasm-backend.js";

/**
 * The backend of that name, ready to simulate; the kernels are loaded, whichever it is, as measures need them.
 *
 * @throws CellfateError `backend.unavailable` where it cannot run here; never a silent substitute
 */
export async function createBackend(name: BackendName): Promise<Backend> {
  await loadKernels();
  switch (name) {
    case "reference":
      return createReferenceBackend();
    case "wasm":
      return createWasmBackend();
    case "webgpu": {
      const { createWebGpuBackend } = await import("./webgpu/webgpu-backend.js");
      return createWebGpuBackend();
    }
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
