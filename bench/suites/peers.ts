import { deepStrictEqual, ok } from "node:assert";

import { ensembleMeasures } from "../../engine/index.js";
import {
  countPatterns,
  createBackend,
  patternLayout,
  type RegulatedSpec,
  type SimulationBatch,
} from "../../kernels/index.js";
import { cellSteps, generation, type GenerationOptions } from "../harness/generation.js";
import type { Case, Suite, SuiteOptions } from "../harness/suite.js";
import { type Peer, startPeer } from "../peers/peer.js";
import { cProgram, jaxProgram, type Problem, type Program, tfjsProgram } from "../peers/programs.js";

const RANDOM_NUMBERS = ["common", "independent"] as const;
const MODES = ["table", "direct"] as const;

interface Entry {
  readonly name: string;
  readonly program: () => Program;
  readonly modes: readonly (typeof MODES)[number][];
  /** Whether its random numbers are ours, so that its patterns must be too. */
  readonly sameNumbers: boolean;
  /** Whether it is ready within seconds. */
  readonly prompt: boolean;
  /** What share of the steps it simulates, where all would take minutes. */
  readonly share: number;
}

const C = { modes: ["table"], sameNumbers: true, prompt: true, share: 1 } as const;
const LIBRARY = { sameNumbers: false, prompt: false } as const;
const PEERS: readonly Entry[] = [
  { ...C, name: "C, -msse4.1", program: () => cProgram("-msse4.1") },
  { ...C, name: "C, -march=native", program: () => cProgram("-march=native") },
  { ...LIBRARY, name: "JAX, all cores", program: jaxProgram, modes: MODES, share: 1 },
  { ...LIBRARY, name: "TensorFlow.js (wasm)", program: tfjsProgram, modes: ["direct"], share: 0.1 },
];

/**
 * 3000 replicates of one individual, f(s̄) = −tanh(5(s̄ − ½)), as evaluated by a network of one hidden neuron: its
 * utility is 0.621.
 */
function reference(steps: number): SimulationBatch<"patterns", RegulatedSpec> {
  const batch = generation({ individuals: 1, replicates: 3000, steps });
  const { system } = batch;
  return {
    ...batch,
    system: { ...system, model: { ...system.model, hidden: [1] } },
    genomes: Float32Array.of(-2.5, 5, 0, -1),
    output: "patterns",
  };
}

/** The simulation of one generation: ours on one core, and what else could do it. */
export default async function peers({ quick }: SuiteOptions): Promise<Suite> {
  const wasm = await createBackend("wasm");
  const skipped: string[] = [];
  const running: Peer[] = [];
  const cases: Case[] = [];
  const programs: { readonly name: string; readonly program: Program; readonly sameNumbers: boolean }[] = [];
  const steps = quick ? 200 : 2000;
  const variants = RANDOM_NUMBERS.flatMap((randomNumbers) => MODES.map((mode) => ({ randomNumbers, mode })));
  const title = ({ randomNumbers, mode }: GenerationOptions): string =>
    `${mode ?? ""}, ${randomNumbers ?? ""}`;
  const available = new Map<string, Program>();

  for (const { name, program, sameNumbers, prompt } of PEERS) {
    if (quick && !prompt) {
      skipped.push(`${name} (it takes longer than --quick allows)`);
      continue;
    }
    try {
      const ready = program();
      available.set(name, ready);
      programs.push({ name, program: ready, sameNumbers });
    } catch (error) {
      const reason = `${name}: ${error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error)}`;
      console.error(`SKIPPED ${reason}`);
      skipped.push(reason);
    }
  }
  for (const variant of variants) {
    const batch = generation({ ...variant, steps });
    cases.push({
      name: `${title(variant)}: ours, one core`,
      work: cellSteps(batch),
      run: () => wasm.simulate(batch),
    });
    for (const { name, modes, share } of PEERS) {
      const program = available.get(name);
      if (program === undefined || !modes.includes(variant.mode)) continue;
      const part = generation({ ...variant, steps: steps * share });
      const peer = start(program, part);
      running.push(peer);
      cases.push({ name: `${title(variant)}: ${name}`, work: cellSteps(part), run: () => peer.run() });
    }
  }

  return {
    title: "The same generation elsewhere",
    unit: "cell-step",
    size: `7 cells, ${steps} steps, 100 replicates, 20 individuals, networks (8, 8, 8)`,
    cases,
    skipped,
    async verify() {
      const problem = reference(2000);
      const ours = (await wasm.simulate(problem)).patterns;
      for (const { name, program, sameNumbers } of programs) {
        const peer = start(program, problem);
        await peer.run();
        const theirs = new Uint32Array((await peer.answer("patterns")).buffer);
        if (sameNumbers) deepStrictEqual(theirs, ours);
        else expectSameUtility(name, ours, theirs);
      }
      // Starting and compiling is over before anything is timed.
      for (const peer of running) await peer.run();
    },
    dispose() {
      for (const peer of running) peer.end();
    },
  };
}

function start({ command, arguments: first, write }: Program, problem: Problem): Peer {
  return startPeer(command, [...first, write(problem)]);
}

/** Two ensembles of other random numbers: within 3 standard errors, which a right program misses 1 in 370 times. */
function expectSameUtility(name: string, ours: Uint32Array, theirs: Uint32Array): void {
  const layout = patternLayout(7, 2);
  const [a, b] = [ours, theirs].map((words) =>
    ensembleMeasures({ distinct: countPatterns(words, layout), layout }),
  );
  const difference = Math.abs((a?.utility ?? NaN) - (b?.utility ?? NaN));
  const error = Math.hypot(a?.standardError ?? NaN, b?.standardError ?? NaN);
  ok(difference <= 3 * error, `${name}: U is ${b?.utility ?? NaN}, ours ${a?.utility ?? NaN} ± ${error}`);
}
