import { describe, expect, it } from "vitest";
import { decodeMessage, encodeMessage } from "#actors/message-codec.js";
import type { Envelope } from "#actors/messages.js";
import { pack } from "#engine/index.js";
import { refusal } from "../support/refusal.js";

const HEADER = { v: 3, run: "r", generation: 3, shard: 2, attempt: 1 } as const;

/** Of a strategy that needs other arrays than a population, and numbers. */
const STATE = {
  name: "other",
  generation: 3,
  arrays: {
    mean: { shape: [2], data: Float64Array.of(0.1, -0) },
    paths: { shape: [1, 2], data: Float32Array.of(NaN, 1e-45) },
  },
  numbers: { step: 0.3, best: -Infinity, last: NaN },
};

function population(individuals: number, genomes: number): Envelope {
  const payload = { population: { individuals, genomes: new Float32Array(genomes) }, strategy: STATE };
  return { ...HEADER, type: "population", payload };
}

function misshapen(): Envelope {
  const arrays = { mean: { shape: [3], data: new Float64Array(2) } };
  const payload = {
    population: { individuals: 1, genomes: new Float32Array(2) },
    strategy: { ...STATE, arrays },
  };
  return { ...HEADER, type: "population", payload };
}

function done(words: number, counts: number, summaries = 1): Envelope {
  const drift = Array.from({ length: summaries }, () => ({
    intervals: 1,
    error: 0,
    tolerance: 1,
    finite: true,
  }));
  const distinct = { words: new Uint32Array(words), counts: new Uint32Array(counts) };
  const answer = { kind: "score", partial: { drift, counts: [distinct] } } as const;
  return { ...HEADER, type: "shard-done", payload: { answer } };
}

function told(fitness: unknown): unknown {
  return { evaluation: { fitness, standardError: null } };
}

describe("a message", () => {
  it("arrives as it was sent, every bit of its arrays", () => {
    const genomes = Float32Array.of(0.1, -0, NaN, 1e-45);
    const sent: Envelope = {
      ...HEADER,
      type: "population",
      payload: { population: { individuals: 2, genomes }, strategy: STATE },
    };
    const bytes = encodeMessage(sent);
    const received = decodeMessage(bytes);
    expect(received).toEqual(sent);
    if (received.type !== "population") throw new Error(received.type);
    expect(received.payload.population.genomes).toBeInstanceOf(Float32Array);
    expect(new Uint8Array(received.payload.population.genomes.slice().buffer)).toEqual(
      new Uint8Array(genomes.buffer),
    );
  });

  it("arrives whole from the middle of a larger buffer, as transports may hand it over", () => {
    const bytes = encodeMessage(population(2, 8));
    const padded = new Uint8Array(bytes.length + 7);
    padded.set(bytes, 3);
    expect(decodeMessage(padded.subarray(3, 3 + bytes.length))).toEqual(population(2, 8));
  });

  it.each<[string, Envelope]>([
    ["a population that cannot be cut into its individuals", population(3, 8)],
    ["an empty population", population(2, 0)],
    ["more individuals than any", population(65_537, 65_537)],
    ["a strategy's array of another size than its shape", misshapen()],
    ["patterns without counts", done(3, 0)],
    ["patterns that cannot be cut into as many as were counted", done(3, 2)],
    ["more summaries than individuals", done(2, 2, 2)],
  ])("with %s is refused", (_, envelope) => {
    expect(refusal(() => decodeMessage(encodeMessage(envelope)))).toBe("message.invalid");
  });

  it.each<[string, unknown]>([
    ["no envelope", 7],
    ["another protocol version", { ...HEADER, v: 1, type: "ask", payload: {} }],
    ["an unknown type", { ...HEADER, type: "format-disk", payload: {} }],
    ["an unknown key", { ...HEADER, type: "ask", payload: {}, extra: 1 }],
    ["a generation below 0", { ...HEADER, generation: -1, type: "ask", payload: {} }],
    [
      "a generation beyond what a number can count",
      { ...HEADER, generation: 2 ** 60, type: "ask", payload: {} },
    ],
    ["plain numbers for an array", { ...HEADER, type: "tell", payload: told([1, 2]) }],
    ["another type of array", { ...HEADER, type: "tell", payload: told(new Float32Array(2)) }],
  ])("that is %s is refused", (_, value) => {
    expect(refusal(() => decodeMessage(pack(value)))).toBe("message.invalid");
  });
});
