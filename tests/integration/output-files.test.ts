import { execFileSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { cellfate, type CommandResult, inTemporaryFolder } from "../support/cli.js";
import { SMALL_RUN_OPTIONS } from "../support/small-run.js";
import { start, until } from "../support/survival.js";

const LANDSCAPE = ["landscape", "--cells", "3", "--out"];
const TRAIN = ["train", "--no-report", "--quiet", "--workers", "1", ...SMALL_RUN_OPTIONS, "--out"];

/** Makes one of Linux's memory devices, of which 3 is `null` and 7 `full`. */
function makeDevice(path: string, minor: string): void {
  execFileSync("mknod", [path, "c", "1", minor], { stdio: "ignore" });
}

/** Whether devices can be made and written to here, as root can where no sandbox forbids it. */
const HAS_DEVICES = await inTemporaryFolder(async (folder) => {
  try {
    makeDevice(join(folder, "null"), "3");
    writeFileSync(join(folder, "null"), "");
    return true;
  } catch {
    process.stderr.write(
      "output-files.test.ts: devices cannot be made here: writing through them is not tested\n",
    );
    return false;
  }
});

async function succeeds(args: readonly string[], cwd: string): Promise<CommandResult> {
  const result = await cellfate(args, { cwd });
  expect(result.code, result.stderr).toBe(0);
  return result;
}

describe("the file that --out names", () => {
  it("is written through where it is a pipe, which stays one", () =>
    inTemporaryFolder(async (folder) => {
      const pipe = join(folder, "pipe");
      execFileSync("mkfifo", [pipe]);
      const { stdout } = await start([...LANDSCAPE, pipe], {
        shell: `cat ${pipe} & exec 3>&1; exec >/dev/null`,
      }).ended;
      expect(lstatSync(pipe).isFIFO()).toBe(true);
      await succeeds([...LANDSCAPE, "file.csv"], folder);
      expect(stdout).toBe(readFileSync(join(folder, "file.csv"), "utf8"));
      expect(readdirSync(folder).sort()).toEqual(["file.csv", "pipe"]);
    }));

  it.runIf(existsSync("/dev/fd/1"))("may be a pipe without a name of its own", async () => {
    const { code, stdout } = await start([...LANDSCAPE, "/dev/fd/1"], { shell: "exec > >(cat)" }).ended;
    expect(code).toBe(0);
    expect(stdout).toMatch(/^onCells,/);
  });

  // Devices of the tests' own: a program that replaced what it should write through would replace the machine's.
  it.runIf(HAS_DEVICES)("is written through where it is a device, which stays one", () =>
    inTemporaryFolder(async (folder) => {
      const device = join(folder, "null");
      makeDevice(device, "3");
      await succeeds([...LANDSCAPE, device], folder);
      expect(lstatSync(device).isCharacterDevice()).toBe(true);
      expect(readdirSync(folder)).toEqual(["null"]);
    }),
  );

  it.runIf(HAS_DEVICES)("is told where the device behind it has no room, with 1", () =>
    inTemporaryFolder(async (folder) => {
      const device = join(folder, "full");
      makeDevice(device, "7");
      const { code, stderr } = await cellfate([...LANDSCAPE, device]);
      expect(code).toBe(1);
      expect(stderr).toMatch(/no room left \(ENOSPC\)/);
    }),
  );

  it("is the one that links lead to, and keeps its mode", () =>
    inTemporaryFolder(async (folder) => {
      mkdirSync(join(folder, "data"));
      const file = join(folder, "data", "old.csv");
      writeFileSync(file, "old");
      chmodSync(file, 0o660);
      symlinkSync("data/old.csv", join(folder, "link"));
      symlinkSync("link", join(folder, "link to link"));
      symlinkSync("data/new.csv", join(folder, "dangling"));
      await succeeds([...LANDSCAPE, "link to link"], folder);
      await succeeds([...LANDSCAPE, "dangling"], folder);
      expect(readFileSync(file, "utf8")).toMatch(/^onCells,/);
      expect(statSync(file).mode & 0o777).toBe(0o660);
      for (const name of ["link", "link to link", "dangling"]) {
        expect(lstatSync(join(folder, name)).isSymbolicLink()).toBe(true);
      }
      expect(readdirSync(join(folder, "data")).sort()).toEqual(["new.csv", "old.csv"]);
    }));

  it.each([
    ["", "is a folder"],
    ["data", "is a folder"],
    ["loop", "ELOOP"],
  ])("is refused with 2 where it is %j", (name, says) =>
    inTemporaryFolder(async (folder) => {
      mkdirSync(join(folder, "data"));
      symlinkSync("loop", join(folder, "loop"));
      const { code, stderr } = await cellfate([...LANDSCAPE, name], { cwd: folder });
      expect(code).toBe(2);
      expect(stderr).toContain(says);
      expect(readdirSync(folder).sort()).toEqual(["data", "loop"]);
    }),
  );

  it.each<NodeJS.Signals>(["SIGINT", "SIGTERM", "SIGHUP"])(
    "is the old or the new one, whole and alone, where %s comes while it is written",
    (signal) =>
      inTemporaryFolder(async (folder) => {
        const file = join(folder, "old.json");
        writeFileSync(file, "{}");
        // Some 100 MB, which take a while.
        const size = ["--replicates", "250", "--every", "1", "--set", "model.cells=7"];
        const { child, ended } = start(["simulate", "--regulator", "zero", ...size, "--out", file]);
        await until(() => readdirSync(folder).some((name) => name.endsWith(".tmp")));
        child.kill(signal);
        expect((await ended).code).toBe(130);
        expect(readdirSync(folder)).toEqual(["old.json"]);
        expect(() => void JSON.parse(readFileSync(file, "utf8"))).not.toThrow();
      }),
  );

  it("may be named by way of a folder that is not there", () =>
    inTemporaryFolder(async (folder) => {
      await succeeds([...LANDSCAPE, "none/../file.csv"], folder);
      expect(readdirSync(folder)).toEqual(["file.csv"]);
    }));
});

describe("the run directory that --out names", () => {
  it("may be named by way of a folder that is not there", () =>
    inTemporaryFolder(async (folder) => {
      const { stderr } = await succeeds([...TRAIN, "a/b/c/../d"], folder);
      expect(stderr).not.toContain("error");
      expect(readdirSync(folder, { recursive: true })).not.toContain(join("a", "b", "c"));
      expect(readdirSync(join(folder, "a", "b", "d"))).toContain("champion.json");
      expect(readdirSync(join(folder, "a", "b", "d"))).not.toContain("lock");
    }));

  it("is refused with 2 where its name is empty, and leaves no lock", () =>
    inTemporaryFolder(async (folder) => {
      for (const args of [
        [...TRAIN, ""],
        ["resume", "--no-report", ""],
      ]) {
        const { code, stderr } = await cellfate(args, { cwd: folder });
        expect(code).toBe(2);
        expect(stderr).toMatch(/name of the run directory is empty/);
        expect(readdirSync(folder)).toEqual([]);
      }
    }));

  it("may hold folders named like a temporary file, which stay", () =>
    inTemporaryFolder(async (folder) => {
      await succeeds([...TRAIN, "run"], folder);
      const folders = ["config.json.0123456789ab.tmp", "checkpoints/gen-000001.ckpt.0123456789ab.tmp"];
      for (const name of folders) mkdirSync(join(folder, "run", name));
      await succeeds(["resume", "--no-report", "run", "--set", "search.stop.generations=12"], folder);
      for (const name of folders) expect(existsSync(join(folder, "run", name))).toBe(true);
    }));

  it("keeps the modes of the files that a resume writes again", () =>
    inTemporaryFolder(async (folder) => {
      await succeeds([...TRAIN, "run"], folder);
      const files = ["config.json", "run.json", "champion.json", "summary.json"];
      for (const name of files) chmodSync(join(folder, "run", name), 0o600);
      await succeeds(
        ["resume", "--no-report", "run", "--quiet", "--set", "search.stop.generations=12"],
        folder,
      );
      for (const name of files) expect(statSync(join(folder, "run", name)).mode & 0o777).toBe(0o600);
    }));

  it("is not taken for new where a folder of the user's is named like the lock", () =>
    inTemporaryFolder(async (folder) => {
      mkdirSync(join(folder, "run", "lock"), { recursive: true });
      const { code } = await cellfate([...TRAIN, "run"], { cwd: folder });
      expect(code).toBe(2);
      expect(readdirSync(join(folder, "run"))).toEqual(["lock"]);
    }));
});
