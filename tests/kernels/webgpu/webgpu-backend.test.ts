import { afterEach, describe, expect, inject, it } from "vitest";
import { type Backend, CATALOGUE, createBackend, type SimulationBatch } from "#kernels/index.js";
import { describeAdapter, type GpuSource } from "#kernels/webgpu/adapter.js";
import { loadGpu } from "#kernels/platform/node.js";
import { createWebGpuBackend, type WebGpuOptions } from "#kernels/webgpu/webgpu-backend.js";
import { batchOf, tanhGenome, withSteps } from "../../batches.js";

const REGULATOR = tanhGenome(1, 5, 0.5);
const backends: Backend[] = [];

async function open(options: WebGpuOptions = {}): Promise<Backend> {
  const backend = await createWebGpuBackend(CATALOGUE, options);
  backends.push(backend);
  return backend;
}

/** WebGPU whose adapters and devices pass through the hands of a test; the process has but one, so it stays as it is. */
function intercepted(hands: {
  onAdapter?: (adapter: GPUAdapter) => void;
  onDevice?: (device: GPUDevice) => void;
}): GpuSource {
  return async () => {
    const gpu = await loadGpu();
    return {
      __brand: "GPU",
      wgslLanguageFeatures: gpu.wgslLanguageFeatures,
      getPreferredCanvasFormat: () => gpu.getPreferredCanvasFormat(),
      requestAdapter: async (options) => {
        const adapter = await gpu.requestAdapter(options);
        if (adapter === null) return null;
        hands.onAdapter?.(adapter);
        const requestDevice = adapter.requestDevice.bind(adapter);
        adapter.requestDevice = async (descriptor) => {
          const device = await requestDevice(descriptor);
          hands.onDevice?.(device);
          return device;
        };
        return adapter;
      },
    };
  };
}

/** Does something to a device when it is given its `n`-th work. */
function atSubmission(device: GPUDevice, n: number, act: () => void): void {
  const { queue } = device;
  const submit = queue.submit.bind(queue);
  let submissions = 0;
  queue.submit = (buffers) => {
    submit(buffers);
    submissions += 1;
    if (submissions === n) act();
  };
}

describe.skipIf(!inject("webgpu"))("the webgpu backend", () => {
  const batch = batchOf({ steps: 40 }, [1], REGULATOR, {
    output: "trajectory",
    every: 5,
    replicates: { from: 3, count: 50 },
  });

  afterEach(() => {
    for (const backend of backends.splice(0)) backend.dispose();
  });

  it("should describe its adapter", async () => {
    const { name, software, limits } = await describeAdapter();
    expect((await open()).info).toStrictEqual({ device: name, deterministic: false });
    expect(software).toBe(/swiftshader|llvmpipe/i.test(name));
    expect(limits.maxComputeWorkgroupStorageSize).toBeGreaterThanOrEqual(16384);
  });

  it("should simulate again on a new device when one is killed", async () => {
    const devices: GPUDevice[] = [];
    const source = intercepted({
      onDevice: (device) => {
        devices.push(device);
        if (devices.length === 1) atSubmission(device, 4, () => device.destroy());
      },
    });
    const expected = await (await open()).simulate(batch);
    const backend = await open({ source });
    expect(await backend.simulate(batch)).toStrictEqual(expected);
    expect(devices).toHaveLength(2);
    expect(await backend.simulate(batch)).toStrictEqual(expected);
    expect(devices).toHaveLength(2);
  });

  it("should differentiate again on a new device when one is killed", async () => {
    const seed = { kind: "score", weights: new Float64Array(50).fill(1) } as const;
    const gradient = { ...batch, replicates: { from: 32, count: 50 }, seed };
    let devices = 0;
    const source = intercepted({
      onDevice: (device) => {
        devices += 1;
        if (devices === 1) atSubmission(device, 4, () => device.destroy());
      },
    });
    const expected = await (await open()).differentiate(gradient);
    expect(await (await open({ source })).differentiate(gradient)).toStrictEqual(expected);
    expect(devices).toBe(2);
  });

  it("should replace a killed device once for all simulations that it ran", async () => {
    const devices: GPUDevice[] = [];
    const source = intercepted({
      onDevice: (device) => {
        devices.push(device);
        if (devices.length === 1) atSubmission(device, 4, () => device.destroy());
      },
    });
    const backend = await open({ source });
    const [one, other] = await Promise.all([backend.simulate(batch), backend.simulate(batch)]);
    expect(one).toStrictEqual(other);
    expect(devices).toHaveLength(2);
  });

  it("should say how to go on when the new device is killed as well", async () => {
    const kill = intercepted({
      onDevice: (device) => {
        atSubmission(device, 4, () => device.destroy());
      },
    });
    await expect((await open({ source: kill })).simulate(batch)).rejects.toMatchObject({
      code: "webgpu.device-lost",
      cure: expect.stringContaining("resume DIR --set run.backend=wasm") as string,
    });
  });

  it("should report the loss when no new device can be had", async () => {
    let adapters = 0;
    const source: GpuSource = async () => {
      adapters += 1;
      if (adapters > 1) throw new Error("the driver is gone");
      return intercepted({
        onDevice: (device) => {
          atSubmission(device, 2, () => device.destroy());
        },
      })();
    };
    const running = (await open({ source })).simulate(batch);
    await expect(running).rejects.toMatchObject({ code: "webgpu.device-lost" });
  });

  it("should turn an error that the device reports into one with a code", async () => {
    const source = intercepted({
      onDevice: (device) => {
        // Map-read and storage usage together are not allowed.
        atSubmission(device, 3, () => device.createBuffer({ size: 4, usage: 0x81 }));
      },
    });
    const running = (await open({ source })).simulate(batch);
    await expect(running).rejects.toMatchObject({
      code: "webgpu.device-error",
      message: expect.stringContaining("BufferUsage") as string,
    });
  });

  it("should end a simulation that runs when it is disposed of", async () => {
    const backend = await open();
    const running = backend.simulate(withSteps(batch, 100_000));
    const failed = expect(running).rejects.toMatchObject({ code: "webgpu.disposed" });
    await new Promise(setImmediate);
    backend.dispose();
    await failed;
  });

  it("should be unavailable where the package is not installed", async () => {
    const source = (): Promise<GPU> => Promise.reject(new Error("Cannot find package 'webgpu'"));
    await expect(open({ source })).rejects.toMatchObject({
      code: "backend.unavailable",
      cure: expect.stringContaining("npm install webgpu@0.6.2") as string,
    });
  });

  it("should give the same bits whatever the tiles, for every output", async () => {
    const genomes = Float32Array.of(...REGULATOR, ...tanhGenome(1, 3, 0.4), ...tanhGenome(0.5, 4, 0.6));
    const whole = await open();
    // Less than one line of cells, one line, and some replicates of each individual.
    for (const tileCells of [1, 7, 100]) {
      const tiled = await open({ tileCells });
      for (const output of ["counts", "patterns", "states", "trajectory"] as const) {
        const cut = batchOf({ steps: 6 }, [1], genomes, {
          output,
          every: 3,
          replicates: { from: 1, count: 9 },
        });
        expect(await tiled.simulate(cut)).toStrictEqual(await whole.simulate(cut));
      }
    }
  });

  it("should split a batch beyond the adapter's limits", async () => {
    const source = intercepted({
      onAdapter: (adapter) => {
        const { limits } = adapter;
        // 1024 states of the batch's 50 × 257; half of its workgroups.
        const small = {
          maxBufferSize: 4096,
          maxStorageBufferBindingSize: 4096,
          maxComputeWorkgroupsPerDimension: 25,
        };
        const {
          maxComputeWorkgroupStorageSize,
          maxComputeInvocationsPerWorkgroup,
          maxComputeWorkgroupSizeX,
        } = limits;
        const kept = {
          maxComputeWorkgroupStorageSize,
          maxComputeInvocationsPerWorkgroup,
          maxComputeWorkgroupSizeX,
        };
        Object.defineProperty(adapter, "limits", { value: { ...kept, ...small } });
      },
    });
    const long: SimulationBatch = batchOf({ cells: 257, steps: 10 }, [1], REGULATOR, {
      replicates: { from: 0, count: 50 },
    });
    const split = await (await open({ source })).simulate(long);
    expect(split).toStrictEqual(await (await open()).simulate(long));
  });

  it("should simulate 4096 cells as wasm does", async () => {
    const wasm = await createBackend("wasm");
    const long = batchOf({ cells: 4096, steps: 20 }, [1], REGULATOR, { replicates: { from: 7, count: 3 } });
    const [ours, theirs] = [await (await open()).simulate(long), await wasm.simulate(long)];
    expect(largestDifference(ours.states, theirs.states)).toBeLessThanOrEqual(1e-5);
  });

  it("should read each individual's table from where it fits, all in one batch", async () => {
    const wasm = await createBackend("wasm");
    // Noise so weak that a steep f needs the largest table, of which workgroup memory has no room.
    const genomes = Float32Array.of(
      ...tanhGenome(1, 20, 0.5),
      ...tanhGenome(0.01, 1, 0.5),
      ...tanhGenome(1, 20, 0.4),
    );
    for (const cells of [7, 40]) {
      const mixed = batchOf({ cells, noiseStrength: 1e-4, steps: 20 }, [1], genomes);
      const [ours, theirs] = [await (await open()).simulate(mixed), await wasm.simulate(mixed)];
      expect(theirs.drift.map(({ intervals }) => intervals > 1024)).toStrictEqual([true, false, true]);
      expect(ours.drift).toStrictEqual(theirs.drift);
      // Roundings of 1.2e-7 a step, growing by 1 + dt·|f′| = 1.2: at most 1.2e-7·(1.2²⁰ − 1)/0.2 = 2.3e-5.
      expect(largestDifference(ours.states, theirs.states)).toBeLessThanOrEqual(2.3e-5);
    }
  });
});

function largestDifference(a: Float32Array, b: Float32Array): number {
  return a.reduce((worst, value, i) => Math.max(worst, Math.abs(value - b[i]!)), 0);
}
