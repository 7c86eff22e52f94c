import { deepStrictEqual } from "node:assert";

import type { Suite, SuiteOptions } from "../harness/suite.js";
import { fitnessRequest, type Population, resolveConfig, strategyOf } from "../../engine/index.js";
import { decodeMessage, encodeMessage } from "../../actors/message-codec.js";
import type { Envelope } from "../../actors/messages.js";

/** A population's message, encoded and decoded: the largest that travels every generation. */
export default async function messageCodec({ quick }: SuiteOptions): Promise<Suite> {
  const config = resolveConfig({ search: { strategy: { population: quick ? 20 : 200 } } });
  const request = fitnessRequest(config, 0, strategyOf(config).ask());
  const { population, model, keys } = request;
  const envelope: Envelope = {
    v: 1,
    run: "bench",
    generation: 0,
    shard: 0,
    attempt: 0,
    type: "prepare",
    payload: {
      wave: 1,
      backend: "wasm",
      request: { ...request, model: { ...model }, keys: { ...keys }, population: { ...population } },
    },
  };
  const cases = [
    { name: "ours: msgpack, checked when decoded", roundTrip: () => decodeMessage(encodeMessage(envelope)) },
    { name: "structured clone", roundTrip: () => structuredClone(envelope) },
    { name: "JSON, arrays spelled out", roundTrip: () => fromJson(toJson(envelope)) },
  ];
  return Promise.resolve({
    title: "Messages",
    unit: "message",
    size: `a population of ${population.individuals} networks (8, 8, 8), ${population.genomes.byteLength} bytes of genomes, encoded and decoded`,
    cases: cases.map(({ name, roundTrip }) => ({ name, work: 1, run: roundTrip })),
    verify() {
      for (const { roundTrip } of cases) deepStrictEqual(roundTrip(), envelope);
    },
  });
}

function toJson(envelope: Envelope): string {
  return JSON.stringify(envelope, (_, value: unknown) =>
    value instanceof Float32Array ? [...value] : value,
  );
}

function fromJson(text: string): Envelope {
  const envelope = JSON.parse(text) as Extract<Envelope, { type: "prepare" }>;
  const population: Population = envelope.payload.request.population;
  const genomes = Float32Array.from(population.genomes);
  const request = { ...envelope.payload.request, population: { ...population, genomes } };
  return { ...envelope, payload: { ...envelope.payload, request } };
}
