import { deepStrictEqual, ok } from "node:assert";

import { softFates, softMeasuresWithGradient, stateGradient } from "../../engine/index.js";
import {
  type Backend,
  createBackend,
  genomeGradient,
  type GradientBatch,
  key,
  mergeGradients,
  normals,
  type RegulatedSpec,
  type SimulationBatch,
} from "../../kernels/index.js";
import { keyOf, noiseScaleOf } from "../../kernels/batch.js";
import { noiseNormal } from "../../kernels/random/normal.js";
import { cellSteps, generation, type GenerationOptions } from "../harness/generation.js";
import type { Case, Suite, SuiteOptions } from "../harness/suite.js";
import { type Peer, startPeer } from "../peers/peer.js";
import { type GradientProblem, jaxGradient } from "../peers/programs.js";

const SOFT = { steepness: 7, bandwidth: 0.5 };
/** What of a gradient's largest element ours and JAX's may differ by: both are f32, and a table's differences are cancellations. */
const TOLERANCE = 1e-3;

/** How JAX's program takes f: as ours does, or by the network in every step, as one writes it who does not think of a table. */
const MODES = ["table", "direct"] as const;

type Simulated = SimulationBatch<"counts", RegulatedSpec>;
type Seed = GradientBatch["seed"];

/** The ways to differentiate a batch, by any adjoints and weights: of these no time depends. */
function seedsOf({ individuals, replicates, system }: Simulated): readonly (readonly [string, Seed])[] {
  const rows = individuals * replicates.count;
  const adjoints = normals(key(3), rows * system.lattice.cells);
  return [
    ["pathwise, exact clip", { kind: "pathwise", adjoints, clip: "exact" }],
    ["pathwise, straight through", { kind: "pathwise", adjoints, clip: "straight-through" }],
    ["score", { kind: "score", weights: Float64Array.from(normals(key(4), rows)) }],
  ];
}

/** The soft utility of one individual and its gradient, from nothing but the batch. */
async function valueAndGradient(
  backend: Backend,
  batch: Simulated,
): Promise<readonly [number, Float64Array]> {
  const { states } = await backend.simulate({ ...batch, output: "states" });
  const fates = softFates(states, SOFT.steepness);
  const shape = { replicates: batch.replicates.count, cells: batch.system.lattice.cells };
  const { utility, gradient } = softMeasuresWithGradient(fates, shape, SOFT.bandwidth);
  const adjoints = Float32Array.from(stateGradient(gradient, fates, SOFT.steepness));
  const seed = { kind: "pathwise", adjoints, clip: "exact" } as const;
  const [merged] = mergeGradients([await backend.differentiate({ ...batch, seed })]);
  ok(merged !== undefined);
  return [utility, genomeGradient(batch.system, batch.genomes, merged.sums)];
}

/** The random numbers of a batch whose steps are few. */
async function numbersOf(
  backend: Backend,
  batch: Simulated,
): Promise<Pick<GradientProblem, "initial" | "noise">> {
  const { system, keys, replicates } = batch;
  const { steps, dt } = system.integrator;
  const { cells } = system.lattice;
  const scale = noiseScaleOf(system.model.noiseStrength, dt);
  const frozen = { ...system, integrator: { ...system.integrator, steps: 0 } };
  const { states } = await backend.simulate({ ...batch, system: frozen, output: "states" });
  const count = replicates.count * steps * cells;
  return {
    initial: [...states],
    noise: Array.from({ length: count }, (_, i) =>
      Math.fround(
        scale *
          noiseNormal(
            keyOf(keys.noise, 0),
            Math.trunc(i / cells) % steps,
            Math.trunc(i / (cells * steps)),
            i % cells,
          ),
      ),
    ),
  };
}

/** A gradient beside the simulation that it differentiates, on one core, and JAX's. */
export default async function gradient({ quick }: SuiteOptions): Promise<Suite> {
  const wasm = await createBackend("wasm");
  const reference = await createBackend("reference");
  const steps = quick ? 500 : 2000;
  const cases: Case[] = [];
  const variants: readonly GenerationOptions[] = [
    { steps, randomNumbers: "common" },
    { steps, randomNumbers: "independent" },
  ];
  for (const variant of variants) {
    const batch = generation(variant);
    const work = cellSteps(batch);
    const name = (what: string): string => `${variant.randomNumbers ?? ""}: ${what}`;
    cases.push({ name: name("simulation"), work, run: () => wasm.simulate(batch) });
    for (const [what, seed] of seedsOf(batch)) {
      cases.push({ name: name(what), work, run: () => wasm.differentiate({ ...batch, seed }) });
    }
  }
  const one = generation({ steps, individuals: 1 });
  const { drift } = await wasm.simulate(one);
  const intervals = Math.max(...drift.map((one) => one.intervals));
  cases.push({
    name: "one individual: soft utility and gradient",
    work: cellSteps(one),
    run: () => valueAndGradient(wasm, one),
  });
  const skipped: string[] = [];
  const peers: Peer[] = [];
  if (quick) skipped.push("JAX (it takes longer than --quick allows)");
  else {
    try {
      for (const mode of MODES) {
        const batch = generation({ steps, individuals: 1, mode });
        const [command, ...rest] = jaxGradient(batch, { ...SOFT, intervals });
        const peer = startPeer(command, rest);
        peers.push(peer);
        cases.push({
          name: `one individual: soft utility and gradient, JAX, ${mode}, all cores`,
          work: cellSteps(batch),
          run: () => peer.run(),
        });
      }
    } catch (error) {
      const reason = `JAX: ${error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error)}`;
      console.error(`SKIPPED ${reason}`);
      skipped.push(reason);
    }
  }

  return {
    title: "Gradients",
    unit: "cell-step",
    size: `7 cells, ${steps} steps, 100 replicates, 20 individuals unless said, networks (8, 8, 8), table, one core`,
    cases,
    skipped,
    async verify() {
      for (const variant of variants) {
        const small = generation({ ...variant, steps: 100, replicates: 5, individuals: 3 });
        for (const [, seed] of seedsOf(small)) {
          deepStrictEqual(
            await wasm.differentiate({ ...small, seed }),
            await reference.differentiate({ ...small, seed }),
          );
        }
      }
      if (peers.length === 0) return;
      for (const mode of MODES) {
        const small = generation({ individuals: 1, steps: 200, replicates: 32, mode });
        const numbers = await numbersOf(reference, small);
        const [command, ...rest] = jaxGradient(small, { ...SOFT, intervals, ...numbers });
        const answer = await startPeer(command, rest).answer("gradient");
        const [utility, ...theirs] = new Float32Array(answer.buffer);
        const [ours, gradient] = await valueAndGradient(reference, small);
        const largest = gradient.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
        const error = gradient.reduce((most, x, i) => Math.max(most, Math.abs(x - (theirs[i] ?? NaN))), 0);
        ok(
          Math.abs((utility ?? NaN) - ours) < TOLERANCE,
          `JAX, ${mode}: U is ${utility ?? NaN}, ours ${ours}`,
        );
        ok(error < TOLERANCE * largest, `JAX, ${mode}: the gradient differs by ${error} of ${largest}`);
      }
      // Starting and compiling is over before anything is timed.
      for (const peer of peers) await peer.run();
    },
    dispose: () => peers.forEach((peer) => peer.end()),
  };
}
