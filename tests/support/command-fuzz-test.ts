import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { fuzzCommands } from "./command-fuzz.js";

/** The test of so many random commands; each is a process of its own, of which two cores take some twelve a second. */
export function testCommands(commands: number, seed: number): void {
  describe.skipIf(!existsSync("/dev/full"))("random commands", () => {
    it(
      `${commands} of them show no stack, end in time, leave out nothing at exit 0 and change no file that was not named`,
      { timeout: 60_000 + 1000 * commands },
      async () => {
        expect(await fuzzCommands(commands, seed)).toEqual([]);
      },
    );
  });
}
