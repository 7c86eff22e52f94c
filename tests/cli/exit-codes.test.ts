import { describe, expect, it } from "vitest";
import { exitCodeOf } from "#cli/exit-codes.js";

describe("the exit code", () => {
  it.each([
    ["usage.options", 2],
    ["config.invalid", 2],
    ["argument.invalid", 2],
    ["run.locked", 2],
    ["run.mismatch", 3],
    ["checkpoint.damaged", 3],
    ["champion.damaged", 3],
    ["disk.write", 1],
    ["unexpected", 1],
  ])("of a problem %s is %i", (code, exit) => {
    expect(exitCodeOf(code)).toBe(exit);
  });
});
