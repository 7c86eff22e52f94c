// Builds dist/: `node build.mjs [--clean] [project …]`, by default everything that runs (cli and bench with all below them).
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const root = import.meta.dirname;
const arguments_ = process.argv.slice(2);
const projects = arguments_.filter((argument) => !argument.startsWith("--"));

const path = (...parts) => join(root, ...parts);
const modified = (file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? -Infinity;
const filesIn = (folder, ending) =>
  readdirSync(path(folder), { recursive: true }).filter((file) => file.endsWith(ending));

function run(script, ...options) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [path("node_modules", script), ...options], {
      cwd: root,
      stdio: "inherit",
    });
    child.on("error", reject);
    child.on("exit", (code) =>
      code === 0 ? resolve() : reject(new Error(`${script} failed (exit ${code})`)),
    );
  });
}

async function compileAssembly() {
  const folder = "kernels/wasm/assembly";
  const inputs = [path("asconfig.json"), ...filesIn(folder, ".ts").map((file) => path(folder, file))];
  const built = modified(path("dist/kernels/wasm/kernels.wasm"));
  if (inputs.every((input) => modified(input) < built)) return;
  const { default: asc } = await import("assemblyscript/asc");
  const options = ["--config", "asconfig.json", "--baseDir", root, "--target", "release"];
  const { error } = await asc.main(options, { stdout: process.stdout, stderr: process.stderr });
  if (error) throw error;
}

/** What tsc leaves behind: shaders are read at run time, from the same relative path as in the sources. */
function copyAssets() {
  for (const file of filesIn("kernels", ".wgsl")) {
    const [from, to] = [path("kernels", file), path("dist/kernels", file)];
    if (modified(from) <= modified(to)) continue;
    mkdirSync(dirname(to), { recursive: true });
    copyFileSync(from, to);
  }
}

/** What run.json says of the build: which versions of the libraries it was made with. */
function writeBuildInfo() {
  const lockFileHash = createHash("sha256")
    .update(readFileSync(path("package-lock.json")))
    .digest("hex");
  mkdirSync(path("dist"), { recursive: true });
  writeFileSync(path("dist/build.json"), `${JSON.stringify({ lockFileHash })}\n`);
}

if (arguments_.includes("--clean")) rmSync(path("dist"), { recursive: true, force: true });
const steps = await Promise.allSettled([
  compileAssembly(),
  run("typescript/bin/tsc", "-b", ...(projects.length > 0 ? projects : ["cli", "bench"])),
  copyAssets(),
  writeBuildInfo(),
]);
for (const { reason } of steps.filter(({ status }) => status === "rejected")) {
  console.error(`build: ${reason.message}`);
  process.exitCode = 1;
}
