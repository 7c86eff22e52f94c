import { describe, expect, it } from "vitest";
import { type ConfigOptions, resolveOptions } from "#cli/input/config-source.js";
import { CellfateError } from "#engine/index.js";
import { cellfate } from "../support/cli.js";

/** The cure that options are refused with. */
function cureOf(options: ConfigOptions): string {
  try {
    resolveOptions(options);
  } catch (error) {
    if (error instanceof CellfateError) return error.cure ?? "";
    throw error;
  }
  return "taken";
}

describe("a near miss", () => {
  it.each<[ConfigOptions, string]>([
    [{ set: ["model.cels=3"] }, "Did you mean model.cells? Known here: cells, boundary,"],
    [{ set: ["modle.cells=3"] }, "Did you mean model? Known here:"],
    [{ set: ["cells=3"] }, "Did you mean model.cells? Known here: schemaVersion,"],
    [{ set: ["model.generations=3"] }, "Did you mean search.stop.generations? Known here:"],
    [{ set: ["search.strategy.paernts=3"] }, "Did you mean search.strategy.parents? Known here:"],
    [{ set: ["search.strategy=cma"] }, "Did you mean cma-es? cellfate strategies lists them"],
    [{ set: ["evaluation.estimator=plugin"] }, "Did you mean plug-in? evaluation.estimator is the"],
    [{ backend: "wsam" }, "Did you mean wasm? run.backend is the"],
    [{ preset: "pined-ends" }, "Did you mean pinned-ends? Known: optimum,"],
  ])("%j is asked about", (options, cure) => {
    expect(cureOf(options)).toContain(cure);
  });

  it("that is none is answered without a guess", () => {
    expect(cureOf({ set: ["model.zzz=3"] })).toMatch(/^Known here: /);
    expect(cureOf({ preset: "zzz" })).toMatch(/^Known: /);
  });
});

describe("an option that is a key of the configuration", () => {
  it.each([
    [["train", "--cells", "9"], "Did you mean --set model.cells=9?"],
    [["train", "--noise-strength=0.3"], "Did you mean --set model.noiseStrength=0.3?"],
    [["evaluate", "--hidden", "[8, 8]"], "Did you mean --set 'network.hidden=[8, 8]'?"],
    [["train", "--generations"], "Did you mean --set search.stop.generations=VALUE?"],
  ])("%j is answered with the --set that it stands for", async (args, guess) => {
    const { code, stdout, stderr } = await cellfate(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(guess);
  });

  it("is not guessed for a command without --set", async () => {
    const { stderr } = await cellfate(["doctor", "--cells", "9"]);
    expect(stderr).toContain("unknown option '--cells'");
    expect(stderr).not.toContain("--set");
  });
});
