// Writes tests/golden/checkpoint-v2.ckpt and what it holds, checkpoint-v2.json:
// `npm run build && node tests/golden/make-checkpoint.mjs`.
// Every format stays readable for ever: never write them anew, add files for a new version. checkpoint-v1.* are of the
// same search, written by this script and the program at commit ba690cb.
import { writeFileSync } from "node:fs";
import { encodeCheckpoint, evolve, NUMERICS_VERSION } from "../../dist/engine/index.js";

const { config, state, history } = await evolve({
  seed: 1,
  model: { cells: 3, duration: 0.5, dt: 0.05 },
  network: { hidden: [2] },
  evaluation: { replicates: 8 },
  search: { strategy: { population: 3, parents: 1 }, stop: { generations: 4 } },
  champion: { candidates: 2, replicates: 20, maxReplicates: 20 },
});
const lines = history.map((record) => `${JSON.stringify(record)}\n`);
const checkpoint = {
  numericsVersion: NUMERICS_VERSION,
  program: "0.1.0",
  config,
  state,
  history: { lines: lines.length, bytes: lines.join("").length },
};
writeFileSync(new URL("checkpoint-v2.ckpt", import.meta.url), encodeCheckpoint(checkpoint));
const plain = (_key, value) => (ArrayBuffer.isView(value) ? [...value] : value);
writeFileSync(
  new URL("checkpoint-v2.json", import.meta.url),
  `${JSON.stringify({ command: "npm run build && node tests/golden/make-checkpoint.mjs", ...checkpoint }, plain, 1)}\n`,
);
