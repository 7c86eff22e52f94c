import { CellfateError } from "../errors.js";
import { type AdapterDescription, findAdapter, type GpuSource } from "./adapter.js";

/** The code of the error that a lost device is; a backend answers it by acquiring a device once more. */
export const DEVICE_LOST = "webgpu.device-lost";
const CURE = "Go on without it: cellfate resume DIR --set run.backend=wasm.";

/**
 * A device, and what went wrong on it. WebGPU reports errors and losses apart from the calls that caused them:
 * here they are kept until {@link check} or {@link wait} throws them.
 */
export class OpenDevice {
  readonly gpu: GPUDevice;
  readonly adapter: AdapterDescription;
  /** Held as long as the device: Dawn does not survive the collection of its `GPU` object. */
  source: GPU | undefined;
  #problem: CellfateError | undefined;

  constructor(source: GPU, adapter: AdapterDescription, gpu: GPUDevice) {
    this.source = source;
    this.adapter = adapter;
    this.gpu = gpu;
    gpu.onuncapturederror = ({ error }): void => {
      this.#problem ??= new CellfateError({
        code: "webgpu.device-error",
        message: `The WebGPU device ${adapter.name} reported: ${error.message}`,
        cure: CURE,
      });
    };
    void gpu.lost.then(({ reason, message }) => {
      // The buffers of a lost device fail as well; the loss is the error to tell.
      this.#problem = new CellfateError({
        code: DEVICE_LOST,
        message: `The WebGPU device ${adapter.name} was lost (${reason}): ${message}`,
        cure: CURE,
      });
    });
  }

  /** @throws CellfateError `webgpu.device-lost` or `webgpu.device-error`, the first there was */
  check(): void {
    if (this.#problem !== undefined) throw this.#problem;
  }

  /** What `pending`, a promise of this device, gives; @throws CellfateError as {@link check} */
  async wait<T>(pending: Promise<T>): Promise<T> {
    try {
      const value = await pending;
      this.check();
      return value;
    } catch (cause) {
      this.check();
      const message = cause instanceof Error ? cause.message : String(cause);
      const problem = { code: "webgpu.device-error", message: `WebGPU failed: ${message}`, cure: CURE };
      throw new CellfateError(problem, { cause });
    }
  }

  /** Gives everything back, so that the process can end. What still runs fails with `webgpu.device-lost`. */
  destroy(): void {
    this.gpu.destroy();
    this.source = undefined;
  }
}

/**
 * A device of the fastest adapter, with all that the adapter allows.
 *
 * @throws CellfateError `backend.unavailable` where there is none
 */
export async function openDevice(source: GpuSource): Promise<OpenDevice> {
  const { gpu, adapter, description } = await findAdapter(source);
  try {
    const device = await adapter.requestDevice({ requiredLimits: { ...description.limits } });
    return new OpenDevice(gpu, description, device);
  } catch (cause) {
    throw new CellfateError(
      {
        code: "backend.unavailable",
        message: `The WebGPU adapter ${description.name} gave no device: ${cause instanceof Error ? cause.message : String(cause)}`,
        cure: "Use --backend wasm.",
      },
      { cause },
    );
  }
}
