import type { Backend, SimulationBatch, SimulationResult } from "../backend.js";
import { type DistinctPatterns, packPattern, patternLayout } from "../patterns.js";
import { countPatterns } from "./count-patterns.js";
import { eulerMaruyamaStep, initialStates } from "./euler-maruyama.js";
import { evaluateNetwork, parameterCount } from "./regulatory-network.js";
import { lookUp, tableTolerance, tabulate } from "./regulation-table.js";

const f32 = Math.fround;

/** The oracle: plain TypeScript, one replicate at a time, slow and readable. */
export function createReferenceBackend(): Backend {
  return {
    name: "reference",
    info: { device: "plain TypeScript", deterministic: true },
    simulate: (batch) => Promise.resolve(simulate(batch)),
    dispose: () => undefined,
  };
}

function simulate({
  model,
  regulation,
  keys,
  replicates,
  output,
  every = 1,
}: SimulationBatch): SimulationResult {
  const layout = patternLayout(model.cells, model.thresholds.length + 1);
  const thresholds = Float32Array.from(model.thresholds);
  const parameters = parameterCount(regulation.hidden);
  const dt = f32(model.dt);
  const frames = output === "trajectory" ? Math.trunc(model.steps / every) + 1 : output === "states" ? 1 : 0;
  const rows = regulation.individuals * replicates.count;
  const patterns = new Uint32Array(rows * layout.wordsPerPattern);
  const recorded = new Float32Array(rows * frames * model.cells);
  const summaries = [];

  for (let individual = 0; individual < regulation.individuals; individual++) {
    const genome = regulation.genomes.subarray(individual * parameters, (individual + 1) * parameters);
    const f = (x: number): number => evaluateNetwork(regulation.hidden, genome, x);
    const { pairs, summary } = tabulate(f, dt, tableTolerance(model.noiseStrength, model.dt));
    summaries.push(regulation.mode === "table" ? summary : { ...summary, intervals: 0, error: 0 });
    const increment =
      regulation.mode === "table"
        ? (average: number): number => lookUp(pairs, summary.intervals, average)
        : (average: number): number => f32(dt * f(average));
    const initialKey = keys.initialStates[individual] ?? keys.initialStates[0]!;
    const noiseKey = keys.noise[individual] ?? keys.noise[0]!;

    for (let offset = 0; offset < replicates.count; offset++) {
      const replicate = replicates.from + offset;
      const row = individual * replicates.count + offset;
      let states = initialStates(model, initialKey, replicate);
      if (output === "trajectory") recorded.set(states, row * frames * model.cells);
      for (let step = 0; step < model.steps; step++) {
        states = eulerMaruyamaStep(model, states, increment, noiseKey, replicate, step);
        if (output === "trajectory" && (step + 1) % every === 0) {
          recorded.set(states, (row * frames + (step + 1) / every) * model.cells);
        }
      }
      if (output === "states") recorded.set(states, row * model.cells);
      packPattern(patterns, row, layout, (cell) => thresholds.filter((t) => t <= states[cell]!).length);
    }
  }
  if (output !== "counts") return { regulation: summaries, counts: [], patterns, states: recorded, layout };
  const counts: DistinctPatterns[] = summaries.map((_, individual) => {
    const words = replicates.count * layout.wordsPerPattern;
    return countPatterns(patterns.subarray(individual * words, (individual + 1) * words), layout);
  });
  return { regulation: summaries, counts, patterns: new Uint32Array(0), states: recorded, layout };
}
