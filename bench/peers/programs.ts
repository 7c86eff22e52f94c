import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";

import { SOURCES } from "../harness/record.js";
import {
  type Output,
  parameterCount,
  type RegulatedSpec,
  type SimulationBatch,
} from "../../kernels/index.js";
import { evaluateNetwork } from "../../kernels/models/regulated/network.js";
import { noiseScaleOf } from "../../kernels/batch.js";
import { tableTolerance, tabulate } from "../../kernels/models/regulated/table.js";

const f32 = Math.fround;
/** Where the peers' own libraries are installed, once; outside the repository. */
const CACHE = join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "cellfate-bench");
const BUILT = mkdtempSync(join(tmpdir(), "cellfate-bench-"));
const source = (file: string): string => join(SOURCES, "peers", file);
let problems = 0;

/** What a program simulates. */
export type Problem = SimulationBatch<Output, RegulatedSpec>;

/** How to start a program on a problem. */
export interface Program {
  readonly command: string;
  readonly arguments: readonly string[];
  /** Writes the problem as the program reads it; the file's name is its last argument. */
  readonly write: (problem: Problem) => string;
}

/** The C program, compiled with `flags`. @throws where there is no compiler */
export function cProgram(...flags: readonly string[]): Program {
  const binary = join(BUILT, `simulate${flags.join("")}`);
  // Fused operations would change bits, and the patterns are compared with ours.
  const options = ["-std=gnu11", "-O3", "-ffp-contract=off", ...flags];
  execFileSync("cc", [...options, source("simulate.c"), "-o", binary], { stdio: "pipe" });
  return { command: binary, arguments: [], write: writeBinary };
}

/** Python with JAX in a virtual environment of its own. @throws where Python or the package cannot be had */
function jaxPython(): string {
  const environment = join(CACHE, "jax");
  const python = join(environment, "bin", "python");
  if (!existsSync(join(environment, "bin"))) {
    execFileSync("python3", ["-m", "venv", environment], { stdio: "pipe" });
  }
  try {
    execFileSync(python, ["-c", "import jax"], { stdio: "pipe" });
  } catch {
    execFileSync(python, ["-m", "pip", "install", "--quiet", "jax==0.10.2"], { stdio: "pipe" });
  }
  return python;
}

/** The JAX program. @throws where Python or the package cannot be had */
export function jaxProgram(): Program {
  return { command: jaxPython(), arguments: [source("simulate_jax.py")], write: writeJson };
}

/** What a program that differentiates is told besides a problem: the soft utility, the table, and random numbers if given. */
export interface GradientProblem {
  readonly steepness: number;
  readonly bandwidth: number;
  readonly intervals: number;
  /** `[replicate][cell]` */
  readonly initial?: readonly number[];
  /** σ√dt·ξ, `[replicate][step][cell]` */
  readonly noise?: readonly number[];
}

/** The JAX program that differentiates, on a problem. @throws where Python or the package cannot be had */
export function jaxGradient(
  problem: Problem,
  gradient: GradientProblem,
): readonly [command: string, ...string[]] {
  return [jaxPython(), source("gradient_jax.py"), writeJson(problem, gradient)];
}

/** The TensorFlow.js program with packages of its own. @throws where they cannot be had */
export function tfjsProgram(): Program {
  const folder = join(CACHE, "tfjs");
  mkdirSync(folder, { recursive: true });
  const packages = ["core", "backend-cpu", "backend-wasm"].map((name) => `@tensorflow/tfjs-${name}@4.22.0`);
  if (!existsSync(join(folder, "node_modules/@tensorflow/tfjs-backend-wasm"))) {
    execFileSync("npm", ["install", "--prefix", folder, "--no-audit", "--no-fund", ...packages], {
      stdio: "pipe",
    });
  }
  // Node resolves packages from where the program lies.
  const program = join(folder, "simulate-tfjs.mjs");
  copyFileSync(source("simulate-tfjs.mjs"), program);
  return { command: process.execPath, arguments: [program], write: writeJson };
}

function newFile(ending: string, content: string | Uint8Array): string {
  const path = join(BUILT, `problem-${problems++}.${ending}`);
  writeFileSync(path, content);
  return path;
}

function writeJson({ system, individuals, genomes, keys, replicates }: Problem, more: object = {}): string {
  const { model, lattice, integrator } = system;
  const problem = {
    ...integrator,
    cells: lattice.cells,
    noiseStrength: model.noiseStrength,
    threshold: model.thresholds[0],
    mode: model.evaluation,
    hidden: model.hidden,
    individuals,
    replicates: replicates.count,
    common: keys.noise.length === 1,
    genomes: [...genomes],
    ...more,
  };
  return newFile("json", JSON.stringify(problem));
}

/** `Problem` of simulate.c, the keys, and per individual the intervals and pairs of its table. */
function writeBinary({ system, individuals, genomes, keys, replicates }: Problem): string {
  const { steps, dt, initialLow, initialHigh } = system.integrator;
  const { hidden, noiseStrength, thresholds } = system.model;
  const common = keys.noise.length === 1;
  const low = f32(initialLow);
  const parameters = parameterCount(hidden);
  const tables = Array.from({ length: individuals }, (_, i) => {
    const genome = genomes.subarray(i * parameters, (i + 1) * parameters);
    const f = (x: number): number => evaluateNetwork(hidden, genome, x);
    const { pairs, summary } = tabulate(f, f32(dt), tableTolerance(noiseStrength, dt));
    return [Uint32Array.of(summary.intervals), pairs];
  });
  const parts = [
    Uint32Array.of(system.lattice.cells, steps, replicates.count, individuals, common ? 1 : 0),
    Float32Array.of(noiseScaleOf(noiseStrength, dt), low, f32(f32(initialHigh) - low), thresholds[0] ?? NaN),
    Uint32Array.from(keys.initialStates.flat()),
    Uint32Array.from(keys.noise.flat()),
    ...tables.flat(),
  ];
  return newFile(
    "bin",
    Buffer.concat(parts.map((part) => new Uint8Array(part.buffer, part.byteOffset, part.byteLength))),
  );
}
