import { describe, expect, it } from "vitest";
import { overlay } from "#engine/index.js";

describe("changes laid over a configuration", () => {
  const base = {
    model: { cells: 7, dt: 0.01 },
    search: { strategy: { name: "snes", population: 9 }, stop: { generations: 3 } },
  };

  it("change the keys that they name, and no other", () => {
    expect(overlay(base, { model: { dt: 0.02 }, search: { strategy: { population: 5 } } })).toEqual({
      model: { cells: 7, dt: 0.02 },
      search: { strategy: { name: "snes", population: 5 }, stop: { generations: 3 } },
    });
  });

  it("replace a section that becomes of another kind, as its keys mean nothing to that", () => {
    const changed = overlay(base, { search: { strategy: { name: "random" } } });
    expect(changed).toEqual({ ...base, search: { ...base.search, strategy: { name: "random" } } });
    expect(overlay(base, { search: { strategy: { name: "snes" } } })).toEqual(base);
    const wide = { network: { initial: { law: "wide", weights: 3 } } };
    expect(overlay(wide, { network: { initial: { law: "lecun" } } })).toEqual({
      network: { initial: { law: "lecun" } },
    });
  });
});
