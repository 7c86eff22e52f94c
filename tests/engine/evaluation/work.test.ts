import { describe, expect, it } from "vitest";
import { ShardDeadline } from "#actors/evaluator/shard-deadline.js";
import { cellStepsOf, type EnsembleRequest, resolveConfig, shardsOf, systemOf } from "#engine/index.js";
import { workOf } from "#engine/evaluation/work.js";

const HIDDEN = [256, 256, 256, 256, 256, 256, 256, 256];
/** Seconds for a parameter of a network, each time that it is evaluated: no machine is as fast. */
const FASTEST = 1e-11;

function request(hidden: readonly number[], regulation: "table" | "direct"): EnsembleRequest {
  const system = systemOf(resolveConfig({ network: { hidden }, evaluation: { regulation } }));
  return {
    system,
    population: { individuals: 4, genomes: new Float32Array(0) },
    keys: { initialStates: [], noise: [] },
    replicates: { from: 0, count: 100 },
  };
}

describe("the work of a request", () => {
  it("counts a network in each of its steps where it is evaluated in them, so that the deadline does", () => {
    const large = request(HIDDEN, "direct");
    const parameters = 460_801;
    const deadline = new ShardDeadline("wasm").seconds(workOf(large));
    expect(deadline).toBeGreaterThan(FASTEST * parameters * cellStepsOf(large));
  });

  it("counts what a table takes once, however few steps there are", () => {
    const [small, large] = [request([8], "table"), request(HIDDEN, "table")];
    expect(workOf(large) - workOf(small)).toBeGreaterThan(4 * 460_000 * 100);
    expect(workOf(small)).toBeLessThan(1.1 * cellStepsOf(small));
  });

  it("cuts what takes long into more shards", () => {
    expect(shardsOf(request(HIDDEN, "table"), 2)).toHaveLength(2);
    expect(shardsOf(request(HIDDEN, "direct"), 2)).toHaveLength(25);
  });
});
