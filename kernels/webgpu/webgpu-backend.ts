import type { Backend } from "../backend.js";
import type { Output, SimulationBatch, SimulationResult } from "../batch.js";
import { type Catalogue, CATALOGUE } from "../catalogue.js";
import { CellfateError } from "../errors.js";
import type { GradientBatch, GradientResult } from "../gradient.js";
import { loadKernels } from "../wasm/load-kernels.js";
import { WasmKernels } from "../wasm/wasm-kernels.js";
import type { GpuSource } from "./adapter.js";
import { DEVICE_LOST, openDevice } from "./device.js";
import { differentiateBatch, TAPE_BYTES } from "./differentiate-batch.js";
import { GRADIENT_BINDINGS, SIMULATION_BINDINGS } from "./layout.js";
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
  /** Most that the tape of a gradient takes, unless it is one of √steps. */
  readonly tapeBytes?: number;
}

/**
 * WebGPU: replicates in parallel on a GPU. Integers and tables are those of `wasm`; floats differ in rounding,
 * as WGSL may fuse a·b + c. The same batch on the same device and driver gives the same bits.
 *
 * A device lost during a simulation is replaced once and the simulation repeated. An individual whose f is not
 * finite has unspecified patterns here. Memory on the device beside the tables: 8 MB of states a tile; of a
 * gradient 64 MB for the tape, for the sums and for the states at which its segments begin.
 *
 * @throws CellfateError `backend.unavailable`; `simulate` rejects with `webgpu.device-lost`,
 * `webgpu.device-error` or, if disposed of meanwhile, `webgpu.disposed`
 */
export async function createWebGpuBackend(
  catalogue: Catalogue = CATALOGUE,
  options: WebGpuOptions = {},
): Promise<Backend> {
  const { source = loadGpu, tileCells = TILE_CELLS, tapeBytes = TAPE_BYTES } = options;
  const kernels = new WasmKernels(await loadKernels());
  const open = async (): Promise<DeviceContext> => {
    const device = await openDevice(source);
    const programs = new Programs(device, SIMULATION_BINDINGS);
    const gradientPrograms = new Programs(device, GRADIENT_BINDINGS);
    return { catalogue, device, programs, gradientPrograms, kernels, tileCells };
  };
  return new WebGpuBackend(await open(), open, tapeBytes);
}

class WebGpuBackend implements Backend {
  readonly name = "webgpu";
  readonly info: Backend["info"];
  readonly #open: () => Promise<DeviceContext>;
  readonly #tapeBytes: number;
  #context: DeviceContext;
  /** The device that is being acquired in the place of a lost one, by whichever simulation noticed first. */
  #reopening: Promise<DeviceContext> | undefined;
  #disposed = false;

  constructor(context: DeviceContext, open: () => Promise<DeviceContext>, tapeBytes: number) {
    this.info = { device: context.device.adapter.name, deterministic: false };
    this.#context = context;
    this.#open = open;
    this.#tapeBytes = tapeBytes;
  }

  simulate<O extends Output>(batch: SimulationBatch<O>): Promise<SimulationResult<O>> {
    return this.#do((context) => simulateBatch(context, batch));
  }

  differentiate(batch: GradientBatch): Promise<GradientResult> {
    return this.#do((context) => differentiateBatch(context, batch, this.#tapeBytes));
  }

  dispose(): void {
    this.#disposed = true;
    this.#context.device.destroy();
  }

  async #do<T>(work: (context: DeviceContext) => Promise<T>): Promise<T> {
    const context = this.#context;
    try {
      return await work(context);
    } catch (error) {
      if (!(error instanceof CellfateError) || error.code !== DEVICE_LOST) throw error;
      return await work(await this.#replace(context, error));
    }
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
