import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { inTemporaryFolder } from "../support/cli.js";
import {
  expectTidy,
  type Fault,
  linesOf,
  resultsOf,
  start,
  SURVIVAL_RUN,
  until,
} from "../support/survival.js";

/** Whether this process may mount file systems, as root may where no sandbox forbids it. */
function mayMount(): boolean {
  try {
    execFileSync("unshare", ["-m", "mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", "/mnt"], {
      stdio: "ignore",
    });
    return true;
  } catch {
    return false;
  }
}

/** Removes a folder in which a process goes on making files: one that came meanwhile needs another look at it. */
function remove(folder: string): void {
  for (let attempt = 1; ; attempt++) {
    try {
      rmSync(folder, { recursive: true });
      return;
    } catch (error) {
      if (attempt === 20) throw error;
    }
  }
}

describe("a run whose disk fails it", () => {
  let expected: ReturnType<typeof resultsOf>;
  beforeAll(() =>
    inTemporaryFolder(async (folder) => {
      const { code } = await train(folder);
      expect(code).toBe(0);
      expected = resultsOf(join(folder, "run"));
    }),
  );

  function train(folder: string, fault?: Fault, shell?: string): ReturnType<typeof start>["ended"] {
    writeFileSync(join(folder, "config.json"), JSON.stringify(SURVIVAL_RUN));
    const args = [
      "train",
      "--no-report",
      "--config",
      join(folder, "config.json"),
      "--out",
      join(folder, "run"),
      "--quiet",
    ];
    return start(args, {
      ...(fault === undefined ? {} : { fault }),
      ...(shell === undefined ? {} : { shell }),
    }).ended;
  }

  async function expectResumes(folder: string): Promise<void> {
    const { code, stderr } = await start(["resume", "--no-report", join(folder, "run"), "--quiet"]).ended;
    expect(code, stderr).toBe(0);
    expect(resultsOf(join(folder, "run"))).toEqual(expected);
    expectTidy(join(folder, "run"));
  }

  it.each(["ENOSPC", "EROFS", "EACCES", "EIO"])(
    "with %s for some checkpoints warns, goes on and keeps the older ones",
    (action) =>
      inTemporaryFolder(async (folder) => {
        // The first is written; every attempt at the others fails.
        const { code, stderr } = await train(folder, { point: "checkpoint write", at: 2, action });
        expect(code, stderr).toBe(0);
        expect(stderr).toMatch(new RegExp(`warning: A checkpoint could not be written: .*${action}`));
        expect(resultsOf(join(folder, "run"))).toEqual(expected);
        const kept = readdirSync(join(folder, "run", "checkpoints"));
        expect(kept.length).toBeGreaterThan(0);
        expect(kept.every((name) => name.endsWith(".ckpt"))).toBe(true);
      }),
  );

  it("with a checkpoint that fails twice tries a third time and says nothing", () =>
    inTemporaryFolder(async (folder) => {
      const fault: Fault = { point: "checkpoint write", at: 2, count: 2, action: "ENOSPC" };
      const { code, stderr } = await train(folder, fault);
      expect(code).toBe(0);
      expect(stderr).not.toMatch(/checkpoint/);
    }));

  it.each(["ENOSPC", "EROFS"])(
    "with %s for its history fails with a clear error and a checkpoint, and resumes to the same bits",
    (action) =>
      inTemporaryFolder(async (folder) => {
        const { code, stderr } = await train(folder, { point: "history write", at: 15, action });
        expect(code).toBe(1);
        expect(stderr).toMatch(
          new RegExp(`error: The file could not be written: .*${action}[^]*history\\.jsonl`),
        );
        expect(stderr).toMatch(/Go on with: cellfate resume/);
        expect(linesOf(join(folder, "run"))).toBe(14);
        expect(readdirSync(join(folder, "run", "checkpoints"))).toContain("gen-000014.ckpt");
        await expectResumes(folder);
      }),
  );

  it("that takes only a part of a history line writes the rest of it", () =>
    inTemporaryFolder(async (folder) => {
      const { code } = await train(folder, { point: "short history write", at: 5, count: 3 });
      expect(code).toBe(0);
      expect(resultsOf(join(folder, "run"))).toEqual(expected);
    }));

  it.each<[string, (run: string, folder: string) => void]>([
    ["deleted", remove],
    ["moved away", (run, folder) => renameSync(run, join(folder, "elsewhere"))],
  ])("by being %s fails at the next generation and does not come back half empty", (_, happen) =>
    inTemporaryFolder(async (folder) => {
      writeFileSync(
        join(folder, "config.json"),
        JSON.stringify({ ...SURVIVAL_RUN, search: { ...SURVIVAL_RUN.search, generations: 1_000_000 } }),
      );
      const run = join(folder, "run");
      const { ended } = start([
        "train",
        "--no-report",
        "--config",
        join(folder, "config.json"),
        "--out",
        run,
        "--quiet",
      ]);
      await until(() => linesOf(run) > 10);
      happen(run, folder);
      const { code, stderr } = await ended;
      expect(code).toBe(1);
      expect(stderr).toMatch(
        /error: The file could not be written: it or its folder is gone or was replaced/,
      );
      expect(readdirSync(folder)).not.toContain("run");
    }),
  );

  it("with its checkpoints' folder deleted makes it again; deleted at the end, the results stay as they are", () =>
    inTemporaryFolder(async (folder) => {
      const fault: Fault = { point: "checkpoint write", at: 3, count: 1, action: "ENOENT" };
      expect((await train(folder, fault)).code).toBe(0);
      const run = join(folder, "run");
      expect(readdirSync(join(run, "checkpoints"))).not.toEqual([]);
      rmSync(join(run, "checkpoints"), { recursive: true });
      const { code, stderr } = await start(["resume", "--no-report", run, "--quiet"]).ended;
      expect(code).toBe(3);
      expect(stderr).toMatch(/results but no checkpoint/);
      expect(resultsOf(run)).toEqual(expected);
    }));

  // `ulimit -f` counts 1024 bytes: files may grow to 8 KiB, of which the history takes more. Nothing is mounted.
  it("that lets no file grow beyond a limit fails with a clear error and an intact checkpoint", () =>
    inTemporaryFolder(async (folder) => {
      const { code, stderr } = await train(folder, undefined, "trap '' XFSZ; ulimit -f 8");
      expect(code).toBe(1);
      expect(stderr).toMatch(/error: The file could not be written: there is no room left \(EFBIG\)/);
      await expectResumes(folder);
    }));

  const mounting = mayMount();
  if (!mounting)
    process.stderr.write(
      "disk.test.ts: mounting is not permitted here: full and read-only disks are left to injected errors\n",
    );

  it.runIf(mounting)("that is full fails with a clear error and an intact checkpoint", () =>
    inTemporaryFolder(async (folder) => {
      // A file system of 60 KiB, of which a file takes 42.
      const script = [
        `mount -t tmpfs -o size=60k tmpfs ${folder}/disk`,
        `head -c 43000 /dev/zero > ${folder}/disk/ballast`,
        `"$0" "$@"`,
        `code=$?`,
        `rm ${folder}/disk/ballast; cp -r ${folder}/disk/run ${folder}/run; exit $code`,
      ];
      mkdirSync(join(folder, "disk"));
      writeFileSync(join(folder, "config.json"), JSON.stringify(SURVIVAL_RUN));
      const args = [
        "train",
        "--no-report",
        "--config",
        join(folder, "config.json"),
        "--out",
        join(folder, "disk", "run"),
        "--quiet",
      ];
      const { code, stderr } = await inMounts(script, args);
      expect(code, stderr).toBe(1);
      expect(stderr).toMatch(/error: The file could not be written: there is no room left \(ENOSPC\)/);
      await expectResumes(folder);
    }),
  );

  it.runIf(mounting)(
    "that has become read-only fails with a clear error, and an output directory there is refused",
    () =>
      inTemporaryFolder(async (folder) => {
        mkdirSync(join(folder, "disk"));
        writeFileSync(join(folder, "config.json"), JSON.stringify(SURVIVAL_RUN));
        const disk = join(folder, "disk");
        const args = [
          "train",
          "--no-report",
          "--config",
          join(folder, "config.json"),
          "--out",
          join(disk, "run"),
          "--quiet",
        ];
        const refused = await inMounts([`mount -t tmpfs -o ro tmpfs ${disk}`, `exec "$0" "$@"`], args);
        expect(refused.code).toBe(2);
        expect(refused.stderr).toMatch(/cannot be written: EROFS[^]*Choose another --out/);

        const again = await inMounts(
          [
            `mount -t tmpfs tmpfs ${disk}`,
            `"$0" "$@" || exit 9`,
            `mount -o remount,ro ${disk}`,
            `"$0" "$1" resume ${disk}/run`,
          ],
          args,
        );
        expect(again.code).toBe(2);
        expect(again.stderr).toMatch(/cannot be written: EROFS/);
      }),
  );

  /** Runs a script in mounts of its own; `"$0" "$@"` is the command. */
  async function inMounts(
    script: readonly string[],
    args: readonly string[],
  ): ReturnType<typeof start>["ended"] {
    const shell = `exec unshare -m bash -ec '${["set +e", ...script].join("\n")}' "$0" "$@"`;
    return start(args, { shell }).ended;
  }
});
