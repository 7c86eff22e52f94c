import { describe, expect, it } from "vitest";
import { parseRegulator } from "#engine/index.js";

describe("a regulator's specification", () => {
  it.each([
    ["tanh", "tanh:amplitude=1,gain=5,centre=0.5"],
    ["tanh:gain=10", "tanh:amplitude=1,gain=10,centre=0.5"],
    ["tanh:centre=-.25,amplitude=2e0", "tanh:amplitude=2,gain=5,centre=-0.25"],
    ["zero", "zero"],
  ])("%s says in full: %s", (given, spec) => {
    const regulator = parseRegulator(given)!;
    expect(regulator.spec).toBe(spec);
    expect(parseRegulator(spec)).toEqual(regulator);
  });
});
