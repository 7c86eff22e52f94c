import type { Backend } from "../backend.js";
import type { Output, SimulationBatch, SimulationResult } from "../batch.js";
import { type Catalogue, CATALOGUE } from "../catalogue.js";
import { CellfateError } from "../errors.js";
import { type GradientResult, noGradient } from "../gradient.js";
import { loadKernels } from "../wasm/load-kernels.js";
import { WasmKernels } from "../wasm/wasm-kernels.js";
import type { GpuSource } from "./adapter.js";
import { DEVICE_LOST, openDevice } from "./device.js";
import { loadGpu } from "#platform";
import { Programs } from "./programs.js";
import { type DeviceContext, simulateBatch } from "./simulate-batch.js";

/** Cells of a tile: 8 MB of states, and lines enough to fill a large GPU. */
const TILE_CELLS = 1 << 21;

/** What tests put in the place of the platform and of the sizes it leads to. */
export interface WebGpuOptions {
  readonly source?: GpuSource;
  /** Most cells that are simulated at a time. */
  readonly tileCells?: number;
}

/**
 * WebGPU: replicates in parallel on a GPU. Integers and tables are those of `wasm`; floats differ in rounding,
 * as WGSL may fuse a·b + c. The same batch on the same device and driver gives the same bits.
 *
 * A device lost during a simulation is replaced once and the simulation repeated. An individual whose f is not
 * finite has unspecified patterns here. Memory on the device beside the tables: 8 MB of states a tile.
 *
 * @throws CellfateError `backend.unavailable`; `simulate` rejects with `webgpu.device-lost`,
 * `webgpu.device-error` or, if disposed of meanwhile, `webgpu.disposed`
 */
export async function createWebGpuBackend(
  catalogue: Catalogue = CATALOGUE,
  options: WebGpuOptions = {},
): Promise<Backend> {
  const { source = loadGpu, tileCells = TILE_CELLS } = options;
  const kernels = new WasmKernels(await loadKernels());
  const open = async (): Promise<DeviceContext> => {
    const device = await openDevice(source);
    return { catalogue, device, programs: new Programs(device), kernels, tileCells };
  };
  return new WebGpuBackend(await open(), open);
}

class WebGpuBackend implements Backend {
  readonly name = "webgpu";
  readonly info: Backend["info"];
  readonly #open: () => Promise<DeviceContext>;
  #context: DeviceContext;
  /** The device that is being acquired in the place of a lost one, by whichever simulation noticed first. */
  #reopening: Promise<DeviceContext> | undefined;
  #disposed = false;

  constructor(context: DeviceContext, open: () => Promise<DeviceContext>) {
    this.info = { device: context.device.adapter.name, deterministic: false };
    this.#context = context;
    this.#open = open;
  }

  async simulate<O extends Output>(batch: SimulationBatch<O>): Promise<SimulationResult<O>> {
    const context = this.#context;
    try {
      return await simulateBatch(context, batch);
    } catch (error) {
      if (!(error instanceof CellfateError) || error.code !== DEVICE_LOST) throw error;
      return await simulateBatch(await this.#replace(context, error), batch);
    }
  }

  differentiate(): Promise<GradientResult> {
    return Promise.reject(noGradient("webgpu", "anything", "Use the backend wasm."));
  }

  dispose(): void {
    this.#disposed = true;
    this.#context.device.destroy();
  }

  async #replace(lost: DeviceContext, loss: CellfateError): Promise<DeviceContext> {
    if (this.#context !== lost) return this.#context;
    lost.device.destroy();
    this.#reopening ??= this.#open().finally(() => (this.#reopening = undefined));
    try {
      this.#context = await this.#reopening;
    } catch {
      throw loss;
    }
    if (this.#disposed) this.#context.device.destroy();
    return this.#context;
  }
}
