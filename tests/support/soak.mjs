// Trains `generations` short generations in the given folder and prints, as JSON, the resident memory after each in bytes.
import { join } from "node:path";
import { RunDirectory, startTraining } from "../../dist/actors/index.js";
import { resolveConfig } from "../../dist/engine/index.js";

const [folder, generations] = process.argv.slice(2);
const config = resolveConfig({
  model: { cells: 4, duration: 0.2, dt: 0.02 },
  network: { hidden: [4] },
  evaluation: { replicates: 8 },
  search: { population: 6, parents: 2, generations: Number(generations) },
  champion: { candidates: 2, replicates: 20, maxReplicates: 20 },
});
const directory = RunDirectory.create(join(folder, "run"));
const resident = [];
const run = startTraining({
  config,
  directory,
  backend: "wasm",
  workers: 2,
  onGeneration: () => resident.push(process.memoryUsage.rss()),
});
const { status } = await run.outcome;
directory.close();
process.stdout.write(JSON.stringify({ status, resident }), () => process.exit(0));
