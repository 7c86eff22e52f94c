import { describe, expect, test } from "vitest";

import { adoptKernels, createBackend, loadKernels, normals, key } from "#kernels/index.js";
import { HISTOGRAM_BYTES, WasmKernels } from "#kernels/wasm/wasm-kernels.js";

import { batchOf } from "../batches.js";

describe("the kernels' memory", () => {
  test("is handed out aligned to a vector, without overlap", () => {
    const kernels = new WasmKernels();
    const sizes = [1, 16, 17, 0, 1000, 70_000];
    let end = 0;
    for (const size of sizes) {
      const at = kernels.allocate(size);
      expect(at % 16).toBe(0);
      expect(at).toBeGreaterThanOrEqual(end);
      end = at + size;
    }
    expect(kernels.call.memory.buffer.byteLength).toBeGreaterThanOrEqual(end);
  });

  test("is taken back at the end of a scope, also when the work fails", () => {
    const kernels = new WasmKernels();
    const before = kernels.allocate(16);
    kernels.scoped(() => kernels.allocate(1000));
    expect(() =>
      kernels.scoped(() => {
        kernels.allocate(1000);
        throw new Error("the work failed");
      }),
    ).toThrow("the work failed");
    expect(kernels.allocate(16)).toBe(before + 16);
  });

  test("keeps what was placed in it when it grows", () => {
    const kernels = new WasmKernels();
    const at = kernels.place(Float32Array.of(1, 2, 3));
    kernels.allocate(10_000_000);
    expect([...kernels.floats(at, 3)]).toEqual([1, 2, 3]);
  });

  test("is taken back from an address on", () => {
    const kernels = new WasmKernels();
    const at = kernels.allocate(1000);
    kernels.release(at + 20);
    expect(kernels.allocate(16)).toBe(at + 32);
  });

  test("holds a record as its fields in order, four bytes each", () => {
    const kernels = new WasmKernels();
    const at = kernels.placeRecord([
      ["i32", -1],
      ["f32", 0.1],
      ["i32", 7],
    ]);
    expect([...kernels.words(at, 3)]).toEqual([0xffffffff, 0x3dcccccd, 7]);
    expect(kernels.floats(at, 2)[1]).toBe(Math.fround(0.1));
  });

  test("that cannot be had is an error that says how much was wanted, and costs nothing", () => {
    const kernels = new WasmKernels();
    const first = kernels.allocate(16);
    expect(() => kernels.allocate(2 ** 32)).toThrow(
      expect.objectContaining({
        code: "wasm.out-of-memory",
        cure: expect.stringContaining("fewer") as string,
      }),
    );
    expect(kernels.allocate(16)).toBe(first + 16);
  });

  test("does not grow from batch to batch", async () => {
    const kernels = await loadKernels();
    adoptKernels(kernels);
    const backend = await createBackend("wasm");
    const batch = batchOf({ steps: 50 }, [3], normals(key(1), 10), { output: "counts" });
    const first = await backend.simulate(batch);
    for (let i = 0; i < 100; i++) expect(await backend.simulate(batch)).toEqual(first);
    backend.dispose();
  });
});

test("a sweep that the module does not have is an error that says what to compile", () => {
  expect(() => new WasmKernels().sweep("advanceNobody")).toThrow(
    expect.objectContaining({
      code: "wasm.unavailable",
      cure: expect.stringContaining("assembly") as string,
    }),
  );
});

test("the scratch that counting asks for is what the sort uses", () => {
  // Past its end lies a canary that a histogram one entry too long would overwrite.
  const kernels = new WasmKernels();
  const count = 1000;
  const words = kernels.place(Uint32Array.from({ length: 2 * count }, (_, i) => Math.imul(i, 0x9e3779b1)));
  const scratch = kernels.allocate(16 * count + HISTOGRAM_BYTES);
  const canary = kernels.place(Uint32Array.of(1, 2, 3, 4));
  const outWords = kernels.allocate(8 * count);
  const outCounts = kernels.allocate(4 * count);
  kernels.call.countPatterns(words, count, 2, scratch, outWords, outCounts);
  expect([...kernels.words(canary, 4)]).toEqual([1, 2, 3, 4]);
});
