import { Command } from "@commander-js/extra-typings";
import { availableParallelism, cpus, freemem, totalmem } from "node:os";
import { problemOf, programVersion } from "../../actors/index.js";
import { batchOf, fitnessRequest, genomeOf, resolveConfig, strategyOf } from "../../engine/index.js";
import {
  BACKEND_NAMES,
  type BackendName,
  describeWebGpuAdapter,
  genomeGradient,
  mergeGradients,
  type SimulationResult,
} from "../../kernels/index.js";
import { EXIT } from "../exit-codes.js";
import { examplesText } from "../output/examples.js";
import { print } from "../output/streams.js";
import { withBackend } from "../with-backend.js";

/** What was found of one backend. */
interface BackendFinding {
  readonly name: BackendName;
  readonly works: boolean;
  /** What it runs on, or why it does not. */
  readonly detail: string;
  readonly cure?: string;
  /** Largest difference of a state from the reference's. */
  readonly largestDifference?: number;
  /** Largest difference of a gradient from the reference's, in units of the largest element. */
  readonly largestGradientDifference?: number;
  readonly limits?: Readonly<Record<string, number>>;
}

/** After 50 steps a state may differ by this much where the device may fuse multiplications and additions. */
const ALLOWED_DIFFERENCE = 1e-5;
/** And an element of a gradient by this much of the largest. */
const ALLOWED_GRADIENT_DIFFERENCE = 1e-4;

/** The oldest Node that the kernels and the libraries run on. */
const LEAST_NODE = [20, 19] as const;

/** What a backend made of the trial. */
interface Trial {
  readonly result: SimulationResult<"states">;
  /** Of the sum of the final states, `[individual][parameter]`. */
  readonly gradient: readonly number[];
  readonly device: string;
}

/** A simulation of a moment and its gradient: 3 networks, 9 replicates, 50 steps. */
function trial(name: BackendName): Promise<Trial> {
  const config = resolveConfig({
    model: { duration: 0.5 },
    network: { hidden: [8] },
    evaluation: { replicates: 9 },
    search: { strategy: { population: 3, parents: 1 } },
  });
  const batch = batchOf(fitnessRequest(config, 0, strategyOf(config).ask()));
  return withBackend(name, async (backend) => {
    const result = await backend.simulate({ ...batch, output: "states" });
    const adjoints = new Float32Array(result.states.length).fill(1);
    const seed = { kind: "pathwise", adjoints, clip: "straight-through" } as const;
    const merged = mergeGradients([await backend.differentiate({ ...batch, seed })]);
    const gradient = merged.flatMap(({ sums }, i) => [
      ...genomeGradient(batch.system, genomeOf(batch, i), sums),
    ]);
    return { result, gradient, device: backend.info.device };
  });
}

/** The largest difference of two elements. */
function difference(ours: Iterable<number>, theirs: ArrayLike<number>): number {
  return [...ours].reduce((most, x, i) => Math.max(most, Math.abs(x - (theirs[i] ?? NaN))), 0);
}

async function examine(name: BackendName, reference: Trial): Promise<BackendFinding> {
  try {
    const { result, gradient, device } = await trial(name);
    const largestDifference = difference(result.states, reference.result.states);
    const largest = Math.max(...reference.gradient.map(Math.abs));
    const largestGradientDifference = difference(gradient, reference.gradient) / largest;
    const allowed = name === "webgpu" ? [ALLOWED_DIFFERENCE, ALLOWED_GRADIENT_DIFFERENCE] : [0, 0];
    const works = [largestDifference, largestGradientDifference].every((x, i) => x <= (allowed[i] ?? 0));
    const adapter = name === "webgpu" ? await describeWebGpuAdapter() : undefined;
    const software = adapter?.software === true ? " (software: for tests, slower than wasm)" : "";
    return {
      name,
      works,
      detail: `${device}${software}`,
      largestDifference,
      largestGradientDifference,
      ...(works ? {} : { cure: "Please report this with the output of cellfate doctor --json." }),
      ...(adapter === undefined ? {} : { limits: adapter.limits }),
    };
  } catch (error) {
    const { message, cure } = problemOf(error);
    return { name, works: false, detail: message, ...(cure === undefined ? {} : { cure }) };
  }
}

function nodeIsNewEnough(): boolean {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  return major > LEAST_NODE[0] || (major === LEAST_NODE[0] && minor >= LEAST_NODE[1]);
}

export const command = new Command()
  .option("--json", "one object on stdout")
  .addHelpText("after", examplesText("cellfate doctor", "cellfate doctor --json"))
  .action(async ({ json }) => {
    const reference = await trial("reference");
    const backends: BackendFinding[] = [];
    for (const name of BACKEND_NAMES) backends.push(await examine(name, reference));
    const report = {
      program: programVersion(),
      node: { version: process.version, works: nodeIsNewEnough() },
      processor: cpus()[0]?.model ?? "unknown",
      cores: availableParallelism(),
      memoryBytes: totalmem(),
      freeMemoryBytes: freemem(),
      backends,
    };
    const works = report.node.works && backends.some(({ name, works }) => name === "wasm" && works);
    print(json === true ? `${JSON.stringify(report)}\n` : reportText(report, works));
    if (!works) process.exitCode = EXIT.failed;
  });

function reportText(
  report: {
    readonly program: string;
    readonly node: { readonly version: string; readonly works: boolean };
    readonly processor: string;
    readonly cores: number;
    readonly memoryBytes: number;
    readonly freeMemoryBytes: number;
    readonly backends: readonly BackendFinding[];
  },
  works: boolean,
): string {
  const mark = (fine: boolean): string => (fine ? "✓" : "✗");
  const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(1)} GB`;
  const lines = [
    `  cellfate   ${report.program}`,
    `${mark(report.node.works)} node       ${report.node.version}${report.node.works ? "" : `, but ${LEAST_NODE.join(".")} is needed: install a newer one`}`,
    `  machine    ${report.cores} cores to use (${report.processor}), ${gigabytes(report.freeMemoryBytes)} of ${gigabytes(report.memoryBytes)} free`,
  ];
  for (const backend of report.backends) {
    const { name, works: fine, detail, cure, largestDifference, largestGradientDifference, limits } = backend;
    lines.push(`${mark(fine)} ${name.padEnd(10)} ${detail}`);
    if (largestDifference !== undefined && name !== "reference") {
      lines.push(
        `             trial against reference: largest difference of a state ${largestDifference}, of a gradient ${largestGradientDifference}`,
      );
    }
    for (const [limit, value] of Object.entries(limits ?? {})) lines.push(`             ${limit} ${value}`);
    if (cure !== undefined) lines.push(`             ${cure}`);
  }
  lines.push("", works ? "Training can run." : "Training cannot run here.");
  return `${lines.join("\n")}\n`;
}
