import { describe, it } from "vitest";
import { expectedOf } from "../support/expected-memory.js";

const LARGE = "network.hidden=[256,256,256,256,256,256,256,256]";
const DIRECT = "evaluation.regulation=direct";
const MANY = "search.strategy.population=65536";
const LONG = ["model.cells=4096", "model.dt=0.001", "model.duration=1000000"];

describe("a dry run", () => {
  it.each([
    [],
    [LARGE, DIRECT, "model.cells=4096"],
    [LARGE, DIRECT, "model.cells=4096", "run.backend=reference"],
    [MANY, "model.cells=4096", "evaluation.randomNumbers=independent"],
    ["model.dt=0.0001", "model.duration=100000", "model.cells=4096", "run.backend=reference"],
    [MANY, ...LONG, "evaluation.replicates=10000"],
    [MANY, ...LONG, DIRECT, "network.hidden=[30,30]", "run.backend=reference"],
    [LARGE, ...LONG, "search.strategy.population=145", "search.stop.generations=10000000"],
    [LARGE, ...LONG, "model.noiseStrength=0", "search.strategy.population=145", "run.backend=reference"],
    ["model.cells=1", "evaluation.replicates=2097151", "evaluation.estimator=nsb", MANY],
    [
      "model.cells=900",
      "model.thresholds=[.1,.2,.3,.4,.5,.6,.7,.8,.9]",
      "evaluation.replicates=500000",
      "champion.maxReplicates=500000",
    ],
  ])("answers at once and takes no more memory than it says: %s %s %s %s %s", async (...assignments) => {
    await expectedOf(["--workers", "1", ...assignments.flatMap((assignment) => ["--set", assignment])]);
  });
});
