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
  #problem: CellfateError | undefined;
  #closing = false;

  constructor(adapter: AdapterDescription, gpu: GPUDevice) {
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
      if (this.#closing) return;
      // The buffers of a lost device fail as well; the loss is the error to tell.
      this.#problem = new CellfateError({
        code: DEVICE_LOST,
        message: `The WebGPU device ${adapter.name} was lost (${reason}): ${message}`,
        cure: CURE,
      });
    });
  }

  /** @throws CellfateError `webgpu.device-lost`, `webgpu.device-error` or `webgpu.disposed`, if there was one */
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

  /** Gives everything back, so that the process can end. What still runs fails with `webgpu.disposed`. */
  destroy(): void {
    this.#closing = true;
    this.#problem ??= new CellfateError({
      code: "webgpu.disposed",
      message: "The webgpu backend was disposed of while it simulated.",
    });
    // Dawn holds its handlers for ever, and with them all that they refer to.
    this.gpu.onuncapturederror = null;
    this.gpu.destroy();
  }
}

/**
 * A device of the fastest adapter, with all that the adapter allows.
 *
 * @throws CellfateError `backend.unavailable` where there is none
 */
export async function openDevice(source: GpuSource): Promise<OpenDevice> {
  const { adapter, description } = await findAdapter(source);
  try {
    const device = await adapter.requestDevice({ requiredLimits: { ...description.limits } });
    return new OpenDevice(description, device);
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
