import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { inTemporaryFolder } from "../support/cli.js";
import { FULL } from "../support/survival.js";

const SOAK = new URL("../support/soak.mjs", import.meta.url).pathname;
const GENERATIONS = FULL ? 20_000 : 1500;
/** The last 500 generations are held against these; the short run has nothing later than 1,000 to compare with. */
const EARLIER = FULL ? [1000, 1500] : [500, 1000];
const MOST_GROWTH = 20e6;

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]!;
}

describe("a long run", () => {
  it(
    `takes no more memory after ${GENERATIONS} generations than after the first of them`,
    { timeout: FULL ? 1_200_000 : 120_000 },
    () =>
      inTemporaryFolder(async (folder) => {
        const { stdout } = await promisify(execFile)(process.execPath, [SOAK, folder, `${GENERATIONS}`], {
          maxBuffer: 1 << 26,
        });
        const { status, resident } = JSON.parse(stdout) as { status: string; resident: number[] };
        expect(status).toBe("done");
        expect(resident).toHaveLength(GENERATIONS);
        const [before, after] = [median(resident.slice(...EARLIER)), median(resident.slice(-500))];
        const megabytes = [before, after].map((bytes) => (bytes / 1e6).toFixed(1));
        process.stderr.write(
          `soak: ${megabytes[0]} MB, then ${megabytes[1]} MB after ${GENERATIONS} generations\n`,
        );
        expect(after - before).toBeLessThan(MOST_GROWTH);
      }),
  );
});
