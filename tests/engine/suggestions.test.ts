import { describe, expect, it } from "vitest";
import { keyWords, nearest, resolveConfig, STRATEGIES, withSuggestions } from "#engine/index.js";
import { keysNamed } from "#engine/config/config-keys.js";

describe("what a word may have been meant to be", () => {
  const KNOWN = ["cells", "boundary", "duration", "dt"];

  it.each([
    ["cels", ["cells"]],
    ["clels", ["cells"]],
    ["Boundary", ["boundary"]],
    ["durations", ["duration"]],
    ["dti", ["dt"]],
    ["cesll", ["cells"]],
    ["fates", []],
    ["", []],
    ["x".repeat(10_000), []],
  ])("is, of %j, %j", (word, found) => {
    expect(nearest(word, KNOWN)).toEqual(found);
  });

  it("may be several that are equally near", () => {
    expect(nearest("bar", ["baz", "bat", "foo"])).toEqual(["baz", "bat"]);
    expect(withSuggestions(["baz", "bat"], "Known: all.")).toBe("Did you mean baz or bat? Known: all.");
    expect(withSuggestions([], "Known: all.")).toBe("Known: all.");
  });
});

describe("the keys of a configuration", () => {
  const keys = keyWords();

  it("are all that a resolved one has, and the options of every strategy", () => {
    const leaves = (value: unknown, path: string): string[] =>
      typeof value === "object" && value !== null && !Array.isArray(value)
        ? Object.entries(value).flatMap(([key, inner]) => leaves(inner, path === "" ? key : `${path}.${key}`))
        : [path];
    for (const path of leaves(resolveConfig({}), "")) expect([...keys.keys()]).toContain(path);
    expect([...keys.keys()]).toContain("search.strategy.covariance");
    expect([...keys.keys()]).toContain("evaluation.racing.promoted");
    expect([...keys.keys()]).not.toContain("model");
  });

  it("come with the words that they may have", () => {
    expect(keys.get("search.strategy.name")).toEqual(
      expect.arrayContaining(STRATEGIES.map(({ name }) => name)),
    );
    expect(keys.get("search.strategy")).toEqual(keys.get("search.strategy.name"));
    expect(keys.get("run.workers")).toEqual(["auto"]);
    expect(keys.get("search.strategy.active")).toEqual(["true", "false"]);
    expect(keys.get("search.stop.target")).toEqual(["null"]);
    expect(keys.get("model.dt")).toEqual([]);
  });

  it("are found by their own names, the uppermost first", () => {
    expect(keysNamed("cells")).toEqual(["model.cells"]);
    expect(keysNamed("noiseStrenght")).toEqual(["model.noiseStrength"]);
    expect(keysNamed("replicates")).toEqual(["evaluation.replicates", "champion.replicates"]);
    expect(keysNamed("zzz")).toEqual([]);
  });
});
