import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { fuzzCommands } from "../support/command-fuzz.js";

const SEED = 2000;

describe.skipIf(!existsSync("/dev/full"))("random commands", () => {
  it("400 of them hold what fewer hold in command-fuzz.test.ts", { timeout: 600_000 }, async () => {
    expect(await fuzzCommands(400, SEED)).toEqual([]);
  });
});
