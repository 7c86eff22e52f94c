import { CellfateError } from "../errors.js";
import { loadGpu } from "#platform";

/** Where WebGPU comes from; the platform by default. */
export type GpuSource = () => Promise<GPU>;

/** The limits that matter here, in bytes or as counts, by their WebGPU names; the backend asks for all there is. */
export type AdapterLimits = Readonly<
  Record<
    | "maxBufferSize"
    | "maxStorageBufferBindingSize"
    | "maxComputeWorkgroupStorageSize"
    | "maxComputeInvocationsPerWorkgroup"
    | "maxComputeWorkgroupSizeX"
    | "maxComputeWorkgroupsPerDimension",
    number
  >
>;

/** An adapter, for people and for choosing a backend. */
export interface AdapterDescription {
  /** "nvidia hopper (NVIDIA H100)", "google swiftshader (SwiftShader driver 5.0.0)", … */
  readonly name: string;
  /** Whether it computes on the CPU, where `wasm` is faster: such an adapter is never chosen by itself. */
  readonly software: boolean;
  readonly limits: AdapterLimits;
}

/** An adapter and what it is. */
interface FoundAdapter {
  readonly adapter: GPUAdapter;
  readonly description: AdapterDescription;
}

const SOFTWARE = /swiftshader|llvmpipe|lavapipe|softpipe|basic render|\bwarp\b/i;

function describe({ info, limits }: GPUAdapter): AdapterDescription {
  const model = info.description === "" ? info.device : info.description;
  const parts = [info.vendor, info.architecture, model === "" ? "" : `(${model})`];
  const name = parts.filter((part) => part !== "").join(" ");
  return {
    name: name === "" ? "unnamed adapter" : name,
    software: info.isFallbackAdapter || SOFTWARE.test(name),
    limits: {
      maxBufferSize: limits.maxBufferSize,
      maxStorageBufferBindingSize: limits.maxStorageBufferBindingSize,
      maxComputeWorkgroupStorageSize: limits.maxComputeWorkgroupStorageSize,
      maxComputeInvocationsPerWorkgroup: limits.maxComputeInvocationsPerWorkgroup,
      maxComputeWorkgroupSizeX: limits.maxComputeWorkgroupSizeX,
      maxComputeWorkgroupsPerDimension: limits.maxComputeWorkgroupsPerDimension,
    },
  };
}

/**
 * The fastest adapter there is.
 *
 * @throws CellfateError `backend.unavailable` without the package `webgpu` or without a driver
 */
export async function findAdapter(source: GpuSource): Promise<FoundAdapter> {
  let gpu: GPU;
  try {
    gpu = await source();
  } catch (cause) {
    throw new CellfateError(
      {
        code: "backend.unavailable",
        message: `WebGPU could not be loaded: ${cause instanceof Error ? cause.message : String(cause)}`,
        cure: "Install the optional package (npm install webgpu@0.6.2), or use --backend wasm.",
      },
      { cause },
    );
  }
  const adapter = await gpu.requestAdapter({ powerPreference: "high-performance" });
  if (adapter === null) {
    throw new CellfateError({
      code: "backend.unavailable",
      message: "WebGPU found no adapter: no GPU, or none whose driver it can use.",
      cure: "Install a GPU driver (on Linux a Vulkan one, with its loader libvulkan.so.1), or use --backend wasm.",
    });
  }
  return { adapter, description: describe(adapter) };
}

/**
 * The adapter that the backend `webgpu` would use.
 *
 * @throws CellfateError `backend.unavailable` where there is none
 */
export async function describeAdapter(source: GpuSource = loadGpu): Promise<AdapterDescription> {
  return (await findAdapter(source)).description;
}
