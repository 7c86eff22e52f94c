import { deepStrictEqual, ok } from "node:assert";

import {
  differentiate,
  type Evaluate,
  evaluateOn,
  genomeOf,
  softFates,
  softMeasuresWithGradient,
  stateGradient,
} from "../../engine/index.js";
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
import { startDriver } from "../harness/generation-driver.js";
import { oneAtATime } from "../harness/one-at-a-time.js";
import type { Case, Suite, SuiteOptions } from "../harness/suite.js";
import { type Peer, startPeer } from "../peers/peer.js";
import { type GradientProblem, jaxGradient } from "../peers/programs.js";

const SOFT = { steepness: 7, bandwidth: 0.5 };
/** What of a gradient's largest element ours and JAX's may differ by: both are f32, and a table's differences are cancellations. */
const TOLERANCE = 1e-3;

/** How JAX's program takes f: as ours does, or by the network in every step, as one writes it who does not think of a table. */
const MODES = ["table", "direct"] as const;
/**
 * Individuals that are trained at once, one and as many as the preset `gradient` has, on the same noise, and their replicates:
 * of these two workers get as many of the blocks of 32 by which a gradient is cut.
 */
const TRAINED = [128, 256].flatMap((replicates) =>
  [1, 4].map((individuals) => ({ individuals, replicates })),
);

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

/** Soft utilities, `[individual]`, and their gradients, `[individual][parameter]`. */
interface ValuesAndGradients {
  readonly utilities: readonly number[];
  readonly gradients: readonly number[];
}

/** Soft utilities and their gradients, from nothing but the batch. */
async function valuesAndGradients(backend: Backend, batch: Simulated): Promise<ValuesAndGradients> {
  const { states } = await backend.simulate({ ...batch, output: "states" });
  const shape = { replicates: batch.replicates.count, cells: batch.system.lattice.cells };
  const size = shape.replicates * shape.cells;
  const adjoints = new Float32Array(states.length);
  const utilities = Array.from({ length: batch.individuals }, (_, i) => {
    const fates = softFates(states.subarray(i * size, (i + 1) * size), SOFT.steepness);
    const { utility, gradient } = softMeasuresWithGradient(fates, shape, SOFT.bandwidth);
    adjoints.set(stateGradient(gradient, fates, SOFT.steepness), i * size);
    return utility;
  });
  const seed = { kind: "pathwise", adjoints, clip: "exact" } as const;
  const merged = mergeGradients([await backend.differentiate({ ...batch, seed })]);
  const gradients = merged.flatMap(({ sums }, i) => [
    ...genomeGradient(batch.system, genomeOf(batch, i), sums),
  ]);
  return { utilities, gradients };
}

/** The gradient of a generation as training takes it: `[individual][parameter]`. */
async function trained(
  { system, individuals, genomes, keys, replicates }: Simulated,
  evaluate: Evaluate,
): Promise<Float64Array> {
  const ensembles = { system, population: { individuals, genomes }, keys, replicates };
  const task = { ensembles, estimator: "plug-in", standardErrors: false } as const;
  const settings = {
    ...SOFT,
    estimator: "pathwise",
    fates: "sigmoid",
    clip: "exact",
    noise: 1,
    duration: 1,
  } as const;
  return (await differentiate(task, settings, evaluate)).gradient;
}

/** Of how many intervals the finest table of a batch is. */
async function intervalsOf(backend: Backend, batch: Simulated): Promise<number> {
  const { drift } = await backend.simulate(batch);
  return Math.max(...drift.map(({ intervals }) => intervals));
}

/** The random numbers of a batch whose steps are few, which its individuals share. */
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
    initial: [...states.subarray(0, replicates.count * cells)],
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
  const evaluate = evaluateOn(wasm);
  const driver = startDriver(2);
  const byWorkers = oneAtATime((batch: Simulated) => trained(batch, driver.evaluate));
  const whole = ({ individuals, replicates }: (typeof TRAINED)[number]): string =>
    `${individuals === 1 ? "one individual" : `${individuals} individuals`}, ${replicates} replicates: soft utility and gradient`;
  const intervals = await intervalsOf(wasm, generation({ steps, individuals: 4 }));
  for (const sizes of TRAINED) {
    const batch = generation({ steps, ...sizes });
    const [work, name] = [cellSteps(batch), whole(sizes)];
    cases.push(
      { name: `${name}, one core`, work, run: () => trained(batch, evaluate) },
      { name: `${name}, two workers`, work, run: () => byWorkers(batch) },
    );
  }
  const skipped: string[] = [];
  const peers: Peer[] = [];
  if (quick) skipped.push("JAX (it takes longer than --quick allows)");
  else {
    try {
      for (const { mode, ...sizes } of TRAINED.flatMap((sizes) =>
        MODES.map((mode) => ({ ...sizes, mode })),
      )) {
        const batch = generation({ steps, ...sizes, mode });
        const [command, ...rest] = jaxGradient(batch, { ...SOFT, intervals });
        const peer = startPeer(command, rest);
        peers.push(peer);
        cases.push({
          name: `${whole(sizes)}, JAX, ${mode}, all cores`,
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
    size: `7 cells, ${steps} steps, networks (8, 8, 8), table; 20 individuals, 100 replicates and one core unless said`,
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
      for (const sizes of TRAINED.slice(0, 2)) {
        const small = generation({ ...sizes, steps: 200 });
        const { gradients } = await valuesAndGradients(reference, small);
        for (const by of [evaluate, driver.evaluate]) {
          deepStrictEqual(await trained(small, by), Float64Array.from(gradients));
        }
      }
      if (peers.length === 0) return;
      for (const mode of MODES) {
        const small = generation({ individuals: 2, steps: 200, replicates: 32, mode });
        const numbers = await numbersOf(reference, small);
        const [command, ...rest] = jaxGradient(small, { ...SOFT, intervals, ...numbers });
        const answer = await startPeer(command, rest).answer("gradient");
        const theirs = new Float32Array(answer.buffer);
        const { utilities, gradients } = await valuesAndGradients(reference, small);
        const largest = gradients.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
        const furthest = (ours: readonly number[], from: number): number =>
          Math.max(...ours.map((x, i) => Math.abs(x - (theirs[from + i] ?? NaN))));
        const [value, slope] = [furthest(utilities, 0), furthest(gradients, utilities.length)];
        ok(value < TOLERANCE, `JAX, ${mode}: U differs by ${value}`);
        ok(slope < TOLERANCE * largest, `JAX, ${mode}: the gradient differs by ${slope} of ${largest}`);
      }
      // Starting and compiling is over before anything is timed.
      for (const peer of peers) await peer.run();
    },
    dispose: () => {
      for (const peer of peers) peer.end();
      void driver.stop();
    },
  };
}
