// Builds dist/: `node build.mjs [--clean] [project …]`, by default everything that runs (cli, its page and bench, with all below them).
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, sep } from "node:path";
import { deflateRawSync } from "node:zlib";

import { bundle } from "./bundle.mjs";
import { compileAssembly } from "./compile-assembly.mjs";
import { layOutCharts } from "./layout-charts.mjs";

const root = import.meta.dirname;
const arguments_ = process.argv.slice(2);
const named = arguments_.filter((argument) => !argument.startsWith("--"));
const projects = named.length > 0 ? named : ["cli", "cli/inspect/page", "bench"];

const path = (...parts) => join(root, ...parts);
const modified = (file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? -Infinity;
const KERNELS = "dist/kernels/wasm/kernels.wasm";
const shaders = readdirSync(path("kernels"), { recursive: true })
  .filter((file) => file.endsWith(".wgsl"))
  .map((file) => file.split(sep).join("/"))
  .sort();

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

/** What tsc leaves behind: shaders are read at run time, from the same relative path as in the sources. */
function copyShaders() {
  for (const file of shaders) {
    const [from, to] = [path("kernels", file), path("dist/kernels", file)];
    if (modified(from) <= modified(to)) continue;
    mkdirSync(dirname(to), { recursive: true });
    copyFileSync(from, to);
  }
}

/** WGSL without its comments and indentation, which nobody reads in a bundle. */
function withoutComments(shader) {
  return shader.replace(/\s*\/\/.*$/gm, "").replace(/^\s+/gm, "");
}

/** What a browser cannot read from a disk, as a module, deflated as it is in every bundle: kernels/platform/assets.d.ts. */
function packAssets() {
  const packed = (bytes) => deflateRawSync(bytes, { level: 9 }).toString("base64");
  const kernels = packed(readFileSync(path(KERNELS)));
  const texts = shaders.map((file) => [file, withoutComments(readFileSync(path("kernels", file), "utf8"))]);
  mkdirSync(path("dist/kernels/platform"), { recursive: true });
  writeFileSync(
    path("dist/kernels/platform/assets.js"),
    `export const KERNELS = "${kernels}";\nexport const SHADERS = "${packed(JSON.stringify(Object.fromEntries(texts)))}";\n`,
  );
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
try {
  // First, as the types of what it exports are those of the assembly.
  await compileAssembly(KERNELS);
  packAssets();
  copyShaders();
  writeBuildInfo();
  await run("typescript/bin/tsc", "-b", ...projects);
  if (projects.includes("cli/inspect/page")) {
    await layOutCharts();
    await bundle();
  }
} catch (error) {
  console.error(`build: ${error.message}`);
  process.exitCode = 1;
}
