import type { Backend, SimulationBatch, SimulationResult } from "../backend.js";
import { CellfateError } from "../errors.js";
import { WasmKernels } from "../wasm/wasm-kernels.js";
import type { GpuSource } from "./adapter.js";
import { DEVICE_LOST, openDevice } from "./device.js";
import { loadGpu } from "./load-platform.js";
import { Programs } from "./programs.js";
import { type Engine, simulateBatch } from "./simulate-batch.js";

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
export async function createWebGpuBackend(options: WebGpuOptions = {}): Promise<Backend> {
  const { source = loadGpu, tileCells = TILE_CELLS } = options;
  const kernels = new WasmKernels();
  const open = async (): Promise<Engine> => {
    const device = await openDevice(source);
    return { device, programs: new Programs(device), kernels, tileCells };
  };
  return new WebGpuBackend(await open(), open);
}

class WebGpuBackend implements Backend {
  readonly name = "webgpu";
  readonly info: Backend["info"];
  readonly #open: () => Promise<Engine>;
  #engine: Engine;
  /** The device that is being acquired in the place of a lost one, by whichever simulation noticed first. */
  #reopening: Promise<Engine> | undefined;
  #disposed = false;

  constructor(engine: Engine, open: () => Promise<Engine>) {
    this.info = { device: engine.device.adapter.name, deterministic: false };
    this.#engine = engine;
    this.#open = open;
  }

  async simulate(batch: SimulationBatch): Promise<SimulationResult> {
    const engine = this.#engine;
    try {
      return await simulateBatch(engine, batch);
    } catch (error) {
      if (!(error instanceof CellfateError) || error.code !== DEVICE_LOST) throw error;
      return await simulateBatch(await this.#replace(engine, error), batch);
    }
  }

  dispose(): void {
    this.#disposed = true;
    this.#engine.device.destroy();
  }

  async #replace(lost: Engine, loss: CellfateError): Promise<Engine> {
    if (this.#engine !== lost) return this.#engine;
    lost.device.destroy();
    this.#reopening ??= this.#open().finally(() => (this.#reopening = undefined));
    try {
      this.#engine = await this.#reopening;
    } catch {
      throw loss;
    }
    if (this.#disposed) this.#engine.device.destroy();
    return this.#engine;
  }
}
