import { describe, expect, it } from "vitest";
import { CATALOGUE, type GradientBatch, key, type Output, type SimulationBatch } from "#kernels/index.js";
import { differentiate } from "#kernels/wasm/differentiate.js";
import { TAPE_BYTES } from "#kernels/wasm/gradient-passes.js";
import { KeptTape } from "#kernels/wasm/kept-tape.js";
import { createWasmBackend } from "#kernels/wasm/wasm-backend.js";
import { WasmKernels } from "#kernels/wasm/wasm-kernels.js";
import { evaluatedBy, batchOf, tanhGenome } from "../batches.js";
import { gradientBatchesOf, INDIVIDUALS } from "../support/gradient-batches.js";

/** A block of 32 replicates and five more, the last alone in its lanes. */
const SIZES = { cells: 7, boundary: "open", replicates: 37, steps: 50, keys: 1 };
/** Bytes of the tape of four replicates of one individual: 51 rows of seven cells. */
const BLOCK_BYTES = 51 * 7 * 16;

/** A parameter of the first individual that is not 0. */
const WEIGHT = 7;

/** The simulation that a gradient is of. */
function simulationOf<O extends Output>({ seed: _, ...batch }: GradientBatch, output: O): SimulationBatch<O> {
  return { ...batch, output };
}

const statesOf = (batch: GradientBatch): SimulationBatch<"states"> => simulationOf(batch, "states");

describe("a gradient after the simulation that it is of", () => {
  const room = [
    { keptBytes: 0, what: "nothing" },
    { keptBytes: 3 * INDIVIDUALS * BLOCK_BYTES, what: "twelve replicates" },
    { keptBytes: 1e8, what: "everything" },
  ];
  const lattices = ["open", "periodic", "pinned"].flatMap((boundary) =>
    [1, INDIVIDUALS].map((keys) => ({ boundary, keys })),
  );
  it.each(room.flatMap((kept) => lattices.map((lattice) => ({ ...kept, ...lattice }))))(
    "has the bits of one alone: $what kept, $boundary, $keys keys",
    async ({ keptBytes, boundary, keys }) => {
      const backend = createWasmBackend(undefined, undefined, { keptBytes });
      for (const batch of gradientBatchesOf({ ...SIZES, boundary, keys })) {
        const expected = await createWasmBackend().differentiate(batch);
        const states = await createWasmBackend(undefined, undefined, { keptBytes: 0 }).simulate(
          statesOf(batch),
        );
        expect(await backend.simulate(statesOf(batch))).toStrictEqual(states);
        // And once more, as sums must have been cleared.
        for (let i = 0; i < 2; i++) expect(await backend.differentiate(batch)).toStrictEqual(expected);
      }
    },
  );

  it("goes back over the tape that is kept: nothing is simulated again", () => {
    const [batch] = gradientBatchesOf(SIZES);
    const blank = new WasmKernels();
    const tape = KeptTape.of(blank, CATALOGUE, statesOf(batch!), 1e8);
    // Memory begins as 0, a tape of states that are off the walls and sense 0: all falls to the first interval.
    const { blocks } = differentiate(blank, CATALOGUE, batch!, TAPE_BYTES, tape);
    expect(blocks.map(({ clipped }) => [...clipped])).toEqual(blocks.map(() => [0, 0]));
    for (const { sums } of blocks)
      expect(sums.subarray(2, sums.length / 2).every((sum) => sum === 0)).toBe(true);
    const alone = differentiate(new WasmKernels(), CATALOGUE, batch!, TAPE_BYTES);
    expect(alone.blocks[0]!.clipped[0]).toBeGreaterThan(0);
  });

  const [batch] = gradientBatchesOf(SIZES);
  const { system, genomes, keys, replicates } = batch!;
  const { model, integrator } = system;
  const others: Readonly<Record<string, Partial<GradientBatch>>> = {
    genome: { genomes: genomes.with(WEIGHT, 2 * genomes[WEIGHT]!) },
    "noise's key": { keys: { ...keys, noise: [key(77)] } },
    "initial states' key": { keys: { ...keys, initialStates: [key(77)] } },
    replicates: { replicates: { ...replicates, from: 0 } },
    "noise strength": { system: { ...system, model: { ...model, noiseStrength: 0.3 } } },
    "number of steps": { system: { ...system, integrator: { ...integrator, steps: 49 } } },
  };
  it.each(Object.entries(others))("goes back over no tape of another %s", async (_, other) => {
    const backend = createWasmBackend();
    const changed = { ...batch!, ...other };
    const expected = await createWasmBackend().differentiate(changed);
    await backend.simulate(statesOf(batch!));
    expect(await backend.differentiate(batch!)).not.toEqual(expected);
    expect(await backend.differentiate(changed)).toStrictEqual(expected);
  });

  it("goes back over no tape of genomes that were changed in place, nor after another simulation", async () => {
    const backend = createWasmBackend();
    const own = { ...batch!, genomes: genomes.slice() };
    const before = await createWasmBackend().differentiate(own);
    await backend.simulate(statesOf(own));
    own.genomes[WEIGHT]! *= 2;
    const after = await createWasmBackend().differentiate(own);
    expect(after).not.toEqual(before);
    expect(await backend.differentiate(own)).toStrictEqual(after);
    await backend.simulate(statesOf(batch!));
    await backend.simulate({ ...statesOf(own), output: "counts" });
    expect(await backend.differentiate(batch!)).toStrictEqual(before);
  });
});

describe("the tape of a simulation", () => {
  const batch = batchOf({ steps: 50 }, [1], tanhGenome(1, 5, 0.5), { replicates: { from: 0, count: 37 } });

  it.each([1, 2, 9, 10, 11])(
    "is of as many fours of replicates as there is room for: %i of ten",
    (blocks) => {
      const kernels = new WasmKernels();
      const most = (blocks + 0.5) * BLOCK_BYTES;
      const tape = KeptTape.of(kernels, CATALOGUE, batch, most);
      const held = Array.from({ length: 12 }, (_, block) => tape?.tapeOf(0, 4 * block) ?? null);
      expect(held.filter((at) => at !== null)).toHaveLength(Math.min(blocks, 10));
      expect(held.slice(0, Math.min(blocks, 10))).not.toContain(null);
      expect(kernels.allocate(0) - held[0]!).toBe(Math.min(blocks, 10) * BLOCK_BYTES);
    },
  );

  it("is not kept where not four replicates fit, no states are asked for, or no gradient can follow", () => {
    const kernels = new WasmKernels();
    const of = (simulation: SimulationBatch, most = 1e8): KeptTape | null =>
      KeptTape.of(kernels, CATALOGUE, simulation, most);
    expect(of(batch)).not.toBe(null);
    expect(of(batch, BLOCK_BYTES - 1)).toBe(null);
    expect(of({ ...batch, output: "patterns" })).toBe(null);
    expect(of(evaluatedBy(batch, "direct"))).toBe(null);
  });
});
