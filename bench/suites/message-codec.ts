import { deepStrictEqual } from "node:assert";

import { pack, unpack } from "../../engine/index.js";
import { key, normals } from "../../kernels/index.js";
import type { Suite } from "../harness/suite.js";

const INDIVIDUALS = 20;
const PARAMETERS = 169;

/** There and back: a generation's genomes as bytes, which is what the actors send. */
export default async function messageCodec(): Promise<Suite> {
  const message = {
    v: 1,
    run: "bench",
    generation: 7,
    type: "population",
    payload: { individuals: INDIVIDUALS, genomes: normals(key(1), INDIVIDUALS * PARAMETERS) },
  };
  const ours = (): unknown => unpack(pack(message));
  const json = (): unknown => {
    const { payload, ...head } = message;
    const text = JSON.stringify({ ...head, payload: { ...payload, genomes: [...payload.genomes] } });
    const read = JSON.parse(text) as typeof message;
    return { ...read, payload: { ...read.payload, genomes: Float32Array.from(read.payload.genomes) } };
  };
  const cloned = (): unknown => structuredClone(message);
  const ways = { "msgpack, checked (ours)": ours, JSON: json, structuredClone: cloned };
  return Promise.resolve({
    title: "Message codec",
    unit: "message",
    size: `A population of ${INDIVIDUALS} genomes of ${PARAMETERS} parameters, encoded and decoded`,
    cases: Object.entries(ways).map(([name, run]) => ({ name, run, work: 1 })),
    verify() {
      for (const run of Object.values(ways)) deepStrictEqual(run(), message);
    },
  });
}
