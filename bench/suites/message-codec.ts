import { deepStrictEqual } from "node:assert";

import type { Suite, SuiteOptions } from "../harness/suite.js";
import { fitnessTask, resolveConfig, strategyOf } from "../../engine/index.js";
import { decodeMessage, encodeMessage } from "../../actors/message-codec.js";
import { type Envelope, type EnvelopeOf, PROTOCOL_VERSION } from "../../actors/messages.js";

/** A population's message, encoded and decoded: the largest that travels every generation. */
export default async function messageCodec({ quick }: SuiteOptions): Promise<Suite> {
  const config = resolveConfig({ search: { strategy: { population: quick ? 20 : 200 } } });
  const task = fitnessTask(config, 0, strategyOf(config).ask());
  const { population } = task.ensembles;
  const envelope: Envelope = {
    v: PROTOCOL_VERSION,
    run: "bench",
    generation: 0,
    shard: 0,
    attempt: 0,
    type: "prepare",
    payload: { wave: 1, backend: "wasm", task },
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
  const envelope = JSON.parse(text) as EnvelopeOf<"prepare">;
  const { task } = envelope.payload;
  const { population } = task.ensembles;
  const genomes = Float32Array.from(population.genomes);
  const ensembles = { ...task.ensembles, population: { ...population, genomes } };
  return { ...envelope, payload: { ...envelope.payload, task: { ...task, ensembles } } };
}
