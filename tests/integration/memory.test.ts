import { describe, expect, it } from "vitest";
import { cellfate, inTemporaryFolder } from "../support/cli.js";

const set = (...assignments: string[]): string[] => assignments.flatMap((a) => ["--set", a]);
/** Makes Node tell of a machine with 300 MB. */
const SMALL_MACHINE = [
  "--import",
  `data:text/javascript,${encodeURIComponent(
    'import os from "node:os"; import { syncBuiltinESMExports } from "node:module"; os.totalmem = () => 3e8; syncBuiltinESMExports();',
  )}`,
];
const ZERO = ["--regulator", "zero"];
const LARGE: readonly (readonly [args: readonly string[], says: RegExp])[] = [
  [
    ["train", ...set("model.cells=4096", "evaluation.replicates=100000")],
    /evaluation\.replicates|champion\.maxReplicates/,
  ],
  [["train", "--dry-run", "--workers", "32"], /The run with 32 workers takes about 1\d\d\d MB/],
  [["evaluate", ...ZERO, "--replicates", "100000", ...set("model.cells=4096")], /Take fewer --replicates/],
  [
    ["simulate", ...ZERO, "--every", "1", "--out", "t.json", ...set("model.cells=2048", "model.duration=24")],
    /Take a larger --every/,
  ],
];

describe("what this machine has no memory for", () => {
  it.each(LARGE.map(([args, says]) => ({ command: args.join(" "), args, says })))(
    "`$command` is refused with 2 before any work, and nothing is written",
    async ({ args, says }) => {
      await inTemporaryFolder(async (folder) => {
        const { code, stdout, stderr } = await cellfate(args, { cwd: folder, node: SMALL_MACHINE });
        expect(code, stderr).toBe(2);
        expect(stdout).toBe("");
        expect(stderr).toMatch(/takes about \d+(\.\d)? MB of memory, and this machine has 300\.0 MB/);
        expect(stderr).toMatch(says);
      });
    },
  );
});
