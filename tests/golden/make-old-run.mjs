// Writes tests/golden/old-run/: a run made by the program as it was before format v2 of checkpoints, commit ba690cb.
// `git worktree add ../before ba690cb`, there `npm ci && npm run build`, then here
// `node tests/golden/make-old-run.mjs ../before`. Runs of that program can be resumed for ever: never write them anew.
//
// interrupted/: its run directory after SIGINT, but for run.json, whose machine is set to neutral values.
// resumed/:     what that program made of it to the end. further/: the same with search.generations=36.
import { execFileSync, spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const MAIN = join(process.argv[2], "dist/cli/main.js");
const TARGET = fileURLToPath(new URL("old-run", import.meta.url));
const CONFIG = {
  seed: 23,
  model: { cells: 5, duration: 10, dt: 0.01 },
  network: { hidden: [4, 3] },
  evaluation: { replicates: 100 },
  search: { population: 6, parents: 2, mutationStep: 0.4, generations: 24, patience: 30 },
  champion: { candidates: 3, replicates: 50, standardError: 0.02, maxReplicates: 200 },
  run: { workers: 1, checkpointEvery: 4, keep: 2 },
};
const FURTHER = 36;

const folder = mkdtempSync(join(tmpdir(), "cellfate-golden-"));
const run = join(folder, "interrupted");
writeFileSync(join(folder, "config.json"), JSON.stringify(CONFIG));
const child = spawn(process.execPath, [MAIN, "train", "--config", join(folder, "config.json"), "--out", run]);
const ended = new Promise((resolve) => child.on("close", resolve));
const lines = () =>
  existsSync(join(run, "history.jsonl")) ? readFileSync(join(run, "history.jsonl"), "utf8").split("\n").length - 1 : 0;
while (lines() < 10) await setTimeout(1);
child.kill("SIGINT");
if ((await ended) !== 130) throw new Error("the run was not interrupted");

rmSync(TARGET, { recursive: true, force: true });
mkdirSync(TARGET);
for (const [name, options] of [
  ["resumed", []],
  ["further", ["--set", `search.generations=${FURTHER}`]],
]) {
  const copy = join(folder, name);
  cpSync(run, copy, { recursive: true });
  execFileSync(process.execPath, [MAIN, "resume", copy, "--quiet", ...options]);
  mkdirSync(join(TARGET, name));
  for (const file of ["history.jsonl", "champion.json"]) cpSync(join(copy, file), join(TARGET, name, file));
}
const file = join(run, "run.json");
const record = JSON.parse(readFileSync(file, "utf8"));
const machine = { platform: "linux", architecture: "x64", processor: "any", cores: 2, memoryBytes: 8e9 };
writeFileSync(file, `${JSON.stringify({ ...record, machine }, null, 2)}\n`);
cpSync(run, join(TARGET, "interrupted"), { recursive: true });
rmSync(folder, { recursive: true });
