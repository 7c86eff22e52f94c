import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { CheckpointFolder } from "#actors/index.js";
import { type Checkpoint, decodeCheckpoint, encodeCheckpoint } from "#engine/index.js";
import { inTemporaryFolder } from "../support/cli.js";

const GOLDEN = decodeCheckpoint(readFileSync(new URL("../golden/checkpoint-v1.ckpt", import.meta.url)));

/** The golden checkpoint as if it were of another generation. */
function checkpointOf(generation: number): Uint8Array {
  const { state, history } = GOLDEN;
  const checkpoint: Checkpoint = {
    ...GOLDEN,
    history: { ...history, lines: generation },
    state: { ...state, generation, strategy: { ...state.strategy, generation } },
  };
  return encodeCheckpoint(checkpoint);
}

async function generationOf(folder: CheckpointFolder): Promise<{ used: number | null; skipped: string[] }> {
  const latest = await folder.latest();
  return {
    used: "checkpoint" in latest ? latest.checkpoint.state.generation : null,
    skipped: latest.skipped.map(({ file }) => file),
  };
}

function inFolder(keep: number, work: (folder: CheckpointFolder) => Promise<void>): Promise<void> {
  return inTemporaryFolder((path) => work(new CheckpointFolder(join(path, "checkpoints"), keep)));
}

describe("the folder of checkpoints", () => {
  it("keeps the newest few and gives the newest of them", () =>
    inFolder(2, async (folder) => {
      for (const generation of [10, 20, 30, 40]) await folder.write(generation, checkpointOf(generation));
      expect(readdirSync(folder.path).sort()).toEqual(["gen-000030.ckpt", "gen-000040.ckpt"]);
      expect(await generationOf(folder)).toEqual({ used: 40, skipped: [] });
    }));

  it("is empty before the first, and stays a folder of its own run when that is deleted", () =>
    inFolder(2, async (folder) => {
      expect(await generationOf(folder)).toEqual({ used: null, skipped: [] });
      rmSync(join(folder.path, ".."), { recursive: true });
      await expect(folder.write(10, checkpointOf(10))).rejects.toMatchObject({ code: "disk.write" });
    }));

  it("falls back to the older checkpoint whatever single byte of the newest is changed, and wherever it is cut", () =>
    inFolder(2, async (folder) => {
      await folder.write(4, checkpointOf(4));
      const bytes = checkpointOf(10);
      const damaged = [
        ...Array.from(bytes, (_, at) => bytes.map((byte, i) => (i === at ? byte ^ (1 << (at % 8)) : byte))),
        ...Array.from({ length: Math.ceil(bytes.length / 64) }, (_, i) => bytes.subarray(0, 64 * i)),
      ];
      for (const [i, content] of damaged.entries()) {
        writeFileSync(folder.fileOf(10), content);
        expect(await generationOf(folder), `damage ${i}`).toEqual({ used: 4, skipped: ["gen-000010.ckpt"] });
      }
      writeFileSync(folder.fileOf(10), bytes);
      expect(await generationOf(folder)).toEqual({ used: 10, skipped: [] });
    }));

  it("never removes the only good checkpoint for a damaged newer one", () =>
    inFolder(1, async (folder) => {
      await folder.write(4, checkpointOf(4));
      writeFileSync(folder.fileOf(40), "damaged");
      await folder.write(7, checkpointOf(7));
      expect(await generationOf(folder)).toEqual({ used: 7, skipped: ["gen-000040.ckpt"] });
      await folder.write(40, checkpointOf(40));
      expect(readdirSync(folder.path)).toEqual(["gen-000040.ckpt"]);
      expect(await generationOf(folder)).toEqual({ used: 40, skipped: [] });
    }));

  it("does not take a file for another generation than it holds", () =>
    inFolder(3, async (folder) => {
      await folder.write(4, checkpointOf(4));
      writeFileSync(folder.fileOf(9), checkpointOf(4));
      expect(await generationOf(folder)).toEqual({ used: 4, skipped: ["gen-000009.ckpt"] });
    }));

  it("looks only at files with its names, follows no link, and looks at nothing else", () =>
    inFolder(3, async (folder) => {
      await folder.write(4, checkpointOf(4));
      const strangers = [
        "gen-0000099.ckpt",
        "gen-99.ckpt",
        "gen-000099.ckpt.bak",
        "gen-99999999999999999999.ckpt",
      ];
      for (const name of strangers) writeFileSync(join(folder.path, name), checkpointOf(99));
      mkdirSync(join(folder.path, "gen-000098.ckpt"));
      symlinkSync("/dev/zero", join(folder.path, "gen-000097.ckpt"));
      const outside = join(folder.path, "..", "elsewhere");
      writeFileSync(outside, checkpointOf(96));
      symlinkSync(outside, join(folder.path, "gen-000096.ckpt"));
      expect(await generationOf(folder)).toEqual({
        used: 4,
        skipped: ["gen-000098.ckpt", "gen-000097.ckpt", "gen-000096.ckpt"],
      });
    }));

  it("clears what a crash left of a write, and nothing else", () =>
    inFolder(3, async (folder) => {
      await folder.write(4, checkpointOf(4));
      writeFileSync(join(folder.path, "gen-000010.ckpt.0123456789ab.tmp"), "half");
      writeFileSync(join(folder.path, "notes.tmp"), "mine");
      await folder.removeTemporaries();
      expect(readdirSync(folder.path).sort()).toEqual(["gen-000004.ckpt", "notes.tmp"]);
    }));

  it("that cannot be read is not taken for an empty one", () =>
    inFolder(3, async (folder) => {
      writeFileSync(folder.path, "a file in its place");
      await expect(folder.latest()).rejects.toThrow();
    }));

  it("passes over checkpoints that a check refuses, and stops at one of a newer program", () =>
    inFolder(3, async (folder) => {
      await folder.write(4, checkpointOf(4));
      await folder.write(9, checkpointOf(9));
      const latest = await folder.latest(({ state }) => (state.generation === 9 ? "too new" : undefined));
      expect(latest).toMatchObject({
        checkpoint: { state: { generation: 4 } },
        skipped: [{ problem: { message: "too new" } }],
      });
    }));
});
