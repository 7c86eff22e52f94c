import { readFileSync } from "node:fs";
import { describe, expect, inject, it } from "vitest";
import { boxMuller, foldIn, key, threefry2x32 } from "#kernels/index.js";
import { createBuffer, MAP_READ, uploadBuffer } from "#kernels/webgpu/buffers.js";
import { openDevice } from "#kernels/webgpu/device.js";
import { loadGpu, shaderText } from "#kernels/platform/node.js";

const COUNT = 20_000;
/**
 * |ξ| ≤ 5.77 = √(−2 ln 2⁻²⁴). Relative to it WGSL may err by 2⁻²³ through fused operations in the logarithm,
 * 2⁻²⁴ in the product under the root, 4.5 units of 2⁻²⁴ in the root (1 / inverseSqrt: 2 + 2.5), 2⁻²³ in sine
 * or cosine and 2⁻²⁴ in the last product: in all 10.5·2⁻²⁴ · 5.77 = 3.6e-6.
 */
const NORMAL_TOLERANCE = 3.6e-6;

/** Keys and counters of all kinds: [k0, k1, x0, x1], the last ones at the ends of their ranges. */
function counters(): Uint32Array<ArrayBuffer> {
  const all = new Uint32Array(4 * COUNT);
  for (let i = 0; i < COUNT; i++) {
    const drawKey = foldIn(key(1701), i % 97);
    all.set([...drawKey, i * 7919, (i << 11) | (i & 2047)], 4 * i);
  }
  all.set([0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0, 0, 0, 0], 4 * (COUNT - 2));
  return all;
}

async function drawOnDevice(inputs: Uint32Array<ArrayBuffer>): Promise<ArrayBuffer> {
  const device = await openDevice(loadGpu);
  const { gpu } = device;
  const modules = await Promise.all(
    ["threefry2x32", "math-f32", "normal"].map((m) => shaderText(`webgpu/shaders/${m}.wgsl`)),
  );
  const entry = readFileSync(new URL("./random-numbers.entry.wgsl", import.meta.url), "utf8");
  const module = gpu.createShaderModule({ code: [...modules, entry].join("\n") });
  const pipeline = gpu.createComputePipeline({ layout: "auto", compute: { module } });
  const buffers = [
    uploadBuffer(gpu, "storage", inputs.buffer),
    createBuffer(gpu, "storage", inputs.byteLength),
    createBuffer(gpu, "readback", inputs.byteLength),
  ] as const;
  const encoder = gpu.createCommandEncoder();
  const pass = encoder.beginComputePass();
  pass.setPipeline(pipeline);
  const entries = [0, 1].map((binding) => ({ binding, resource: { buffer: buffers[binding]! } }));
  pass.setBindGroup(0, gpu.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries }));
  pass.dispatchWorkgroups(Math.ceil(COUNT / 64));
  pass.end();
  encoder.copyBufferToBuffer(buffers[1], 0, buffers[2], 0, inputs.byteLength);
  gpu.queue.submit([encoder.finish()]);
  await device.wait(buffers[2].mapAsync(MAP_READ));
  const copy = buffers[2].getMappedRange().slice(0);
  device.destroy();
  return copy;
}

describe.skipIf(!inject("webgpu"))("random numbers in WGSL", () => {
  it("should be the same integers and, up to rounding, the same normals", async () => {
    const inputs = counters();
    const drawn = await drawOnDevice(inputs);
    const [words, floats] = [new Uint32Array(drawn), new Float32Array(drawn)];
    let worst = 0;
    for (let i = 0; i < 4 * COUNT; i += 4) {
      const expected = threefry2x32([inputs[i]!, inputs[i + 1]!], inputs[i + 2]!, inputs[i + 3]!);
      if (expected[0] !== words[i] || expected[1] !== words[i + 1]) {
        expect([words[i], words[i + 1]], `counter ${i / 4}`).toStrictEqual(expected);
      }
      const [cosine, sine] = boxMuller(...expected);
      worst = Math.max(worst, Math.abs(cosine - floats[i + 2]!), Math.abs(sine - floats[i + 3]!));
    }
    expect(worst).toBeLessThanOrEqual(NORMAL_TOLERANCE);
  });
});
