import { describe, expect, it } from "vitest";
import {
  type ConfigPath,
  oldSpellingNotice,
  pathName,
  resolveConfig,
  respell,
  todaysPath,
} from "#engine/index.js";
import { refusal } from "../../support/refusal.js";

/** Every key of search in its old spelling, none at its default. */
const OLD = {
  search: {
    strategy: "mu-plus-lambda",
    population: 12,
    parents: 3,
    mutationStep: 0.3,
    generations: 40,
    target: 0.9,
    patience: 7,
    maxSeconds: 60,
  },
};
const NEW = {
  search: {
    strategy: { name: "mu-plus-lambda", population: 12, parents: 3, mutationStep: 0.3 },
    stop: { generations: 40, target: 0.9, patience: 7, maxSeconds: 60 },
  },
};

describe("the old spelling of search", () => {
  it("means what the new one does, key by key and in any mixture", () => {
    expect(resolveConfig(OLD)).toEqual(resolveConfig(NEW));
    const { strategy, stop } = NEW.search;
    const { name, population, parents, mutationStep } = strategy;
    expect(
      resolveConfig({ search: { strategy: { name, population }, parents, mutationStep, ...stop } }),
    ).toEqual(resolveConfig(NEW));
  });

  it("is read of the whole configuration of a run of then, at the defaults too", () => {
    const search = {
      strategy: "mu-plus-lambda",
      population: 20,
      parents: 5,
      mutationStep: 0.1,
      generations: 200,
      target: null,
      patience: null,
      maxSeconds: null,
    };
    expect(resolveConfig({ ...resolveConfig({}), search })).toEqual(resolveConfig({}));
  });

  it("is told with the new one, each key once, and not where there is none", () => {
    const { renamed } = respell(OLD);
    const notice = oldSpellingNotice([...renamed, ...respell(OLD).renamed]);
    expect(notice).toBe(
      "Old spelling, still read: search.population is now search.strategy.population, " +
        "search.parents is now search.strategy.parents, search.mutationStep is now search.strategy.mutationStep, " +
        "search.generations is now search.stop.generations, search.target is now search.stop.target, " +
        "search.patience is now search.stop.patience, search.maxSeconds is now search.stop.maxSeconds.",
    );
    for (const today of [NEW, {}, { search: {} }, 7, null, { search: [] }]) {
      expect(respell(today)).toEqual({ value: today, renamed: [] });
    }
    expect(oldSpellingNotice([])).toBeUndefined();
  });

  it("is not what a strategy given by its name alone is", () => {
    const byName = { search: { strategy: "mu-plus-lambda" } };
    expect(respell(byName)).toEqual({
      value: { search: { strategy: { name: "mu-plus-lambda" } } },
      renamed: [],
    });
  });

  it("of a key that has the new one as well is refused, at the place of the old one", () => {
    for (const [search, where] of [
      [{ population: 12, strategy: { population: 12 } }, "search.population"],
      [{ stop: { generations: 40 }, generations: 40 }, "search.generations"],
    ] as const) {
      const locate = (path: ConfigPath): string => `at ${pathName(path)}`;
      expect(() => resolveConfig({ search }, locate)).toThrow(
        expect.objectContaining({
          code: "config.invalid",
          message: expect.stringMatching(/is the old spelling of .*, and both are given/) as unknown,
          where: `at ${where}`,
        }),
      );
    }
  });

  it("is where errors are located that are told in the new one", () => {
    const locate = (path: ConfigPath): string => `at ${pathName(path)}`;
    const problem = (search: unknown): unknown => {
      try {
        return resolveConfig({ search }, locate);
      } catch (error) {
        return error;
      }
    };
    expect(problem({ parents: 30 })).toMatchObject({
      where: "at search.parents",
      message: "search.strategy.parents: expected fewer parents than individuals, got 30 parents of 20",
    });
    expect(problem({ stop: { patience: 0 } })).toMatchObject({ where: "at search.stop.patience" });
    expect(problem({ patience: [0] })).toMatchObject({ where: "at search.patience" });
    expect(problem({ strategy: 7, population: 3 })).toMatchObject({
      where: "at search.strategy",
      message: expect.stringContaining("also search.population: there is no such key") as unknown,
    });
  });

  it("reaches nothing but its own keys", () => {
    for (const key of ["constructor", "__proto__", "toString", "name"]) {
      const search: unknown = JSON.parse(`{ "${key}": { "generations": 3 } }`);
      expect(refusal(() => resolveConfig({ search }))).toBe("config.invalid");
    }
    expect(todaysPath(["search", "generations"])).toEqual(["search", "stop", "generations"]);
    expect(todaysPath(["search", "constructor"])).toEqual(["search", "constructor"]);
    expect(todaysPath(["model", "population"])).toEqual(["model", "population"]);
  });

  it("leaves what it was given as it was", () => {
    const before = structuredClone(OLD);
    respell(OLD);
    expect(OLD).toEqual(before);
  });
});
