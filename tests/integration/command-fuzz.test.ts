import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { fuzzCommands } from "../support/command-fuzz.js";

/** Each is a process of its own, of which two cores take some eighteen a second. */
const COMMANDS = Number(process.env["CELLFATE_COMMANDS"] ?? 2000);
const SEED = Number(process.env["CELLFATE_SEED"] ?? 10);

describe.skipIf(!existsSync("/dev/full"))("random commands", () => {
  it(
    `${COMMANDS} of them show no stack, end in time, leave out nothing at exit 0 and change no file that was not named`,
    { timeout: 60_000 + 1000 * COMMANDS },
    async () => {
      expect(await fuzzCommands(COMMANDS, SEED)).toEqual([]);
    },
  );
});
