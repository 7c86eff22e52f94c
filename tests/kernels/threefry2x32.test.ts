import { describe, expect, test } from "vitest";

import { foldIn, key, type Key, randomBits, split, threefry2x32 } from "#kernels/index.js";
import { WasmKernels } from "#kernels/wasm/wasm-kernels.js";

type Block = (key: Key, x0: number, x1: number) => readonly number[];

const wasm = new WasmKernels();
const wasmBlock: Block = ([k0, k1], x0, x1) => {
  wasm.reset();
  const out = wasm.allocate(64);
  wasm.call.threefry2x32(out, k0, k1, x0, x1);
  const words = [...wasm.words(out, 8)];
  expect(new Set(words.slice(0, 4)).size, "all lanes alike").toBe(1);
  return [words[0]!, words[4]!];
};

/** Executed by every generator that can be reached from here; the shader has them in tests/conformance. */
const GENERATORS: readonly (readonly [string, Block])[] = [
  ["TypeScript", threefry2x32],
  ["WebAssembly", wasmBlock],
];

/** key, counter, block; the first three are Random123's (kat_vectors, threefry2x32 20 rounds). */
const KNOWN_BLOCKS: readonly (readonly [Key, number, number, readonly number[]])[] = [
  [[0, 0], 0, 0, [0x6b200159, 0x99ba4efe]],
  [[0xffffffff, 0xffffffff], 0xffffffff, 0xffffffff, [0x1cb996fc, 0xbb002be7]],
  [[0x13198a2e, 0x03707344], 0x243f6a88, 0x85a308d3, [0xc4923a9c, 0x483df7a0]],
  // split(key(0)): jax.random.split(jax.random.key(0)), jax 0.10.2, jax_threefry_partitionable
  [[0, 0], 0, 0, [1797259609, 2579123966]],
  [[0, 0], 0, 1, [928981903, 3453687069]],
];

/** seed, jax.random.bits(jax.random.key(seed), 3), jax 0.10.2. */
const KNOWN_BITS: readonly (readonly [number, readonly number[]])[] = [
  [0, [4070199207, 4202968722, 1427181096]],
  [1701, [1111271205, 2679469115, 974515252]],
];

describe.each(GENERATORS)("the %s generator", (_name, block) => {
  test.each(KNOWN_BLOCKS)("encrypts under key %j the counter (%d, %d) to %j", (drawKey, x0, x1, expected) => {
    expect(block(drawKey, x0, x1)).toEqual(expected);
  });

  test.each(KNOWN_BITS)("draws jax.random's bits for seed %d", (seed, expected) => {
    const bits = expected.map((_, i) => {
      const [a, b] = block(key(seed), 0, i);
      return (a! ^ b!) >>> 0;
    });
    expect(bits).toEqual(expected);
  });
});

test("randomBits draws what the known answers say", () => {
  for (const [seed, expected] of KNOWN_BITS) expect([...randomBits(key(seed), 3)]).toEqual(expected);
});

test("split derives the keys that foldIn derives one by one", () => {
  expect(split(key(0))).toEqual([
    [1797259609, 2579123966],
    [928981903, 3453687069],
  ]);
  expect(split(key(42), 5)[4]).toEqual(foldIn(key(42), 4));
});

test("a seed is taken as an unsigned word", () => {
  expect(key(0xffffffff)).toEqual([0, 0xffffffff]);
});
