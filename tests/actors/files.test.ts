import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  holdsLines,
  LinesFile,
  positionAfterLines,
  RunDirectory,
  writeFileAtomically,
} from "#actors/index.js";
import { inTemporaryFolder } from "../support/cli.js";
import { refusal } from "../support/refusal.js";

describe("a file of lines", () => {
  it("goes on after the position it is given, and cuts off whatever follows that, a torn line too", () =>
    inTemporaryFolder(async (folder) => {
      const file = join(folder, "history.jsonl");
      const lines = new LinesFile(file);
      for (const i of [0, 1, 2]) lines.append({ i });
      await lines.sync();
      lines.close();
      appendFileSync(file, '{"i":3}\n{"i":');
      const position = positionAfterLines(file, 2);
      expect(position).toMatchObject({ lines: 2, bytes: 16 });
      const again = new LinesFile(file, position);
      again.append({ i: "two" });
      again.close();
      expect(readFileSync(file, "utf8")).toBe('{"i":0}\n{"i":1}\n{"i":"two"}\n');
      expect(again.position).toMatchObject({ lines: 3, bytes: 28 });
      expect(again.position).toEqual(positionAfterLines(file, 3));
    }));

  it("is known to hold exactly the lines that a checkpoint was written after", () =>
    inTemporaryFolder(async (folder) => {
      const file = join(folder, "history.jsonl");
      expect(holdsLines(file, { lines: 0, bytes: 0 })).toBe(true);
      expect(holdsLines(file, { lines: 1, bytes: 4 })).toBe(false);
      writeFileSync(file, "aaa\nbbb\ncc");
      expect(holdsLines(file, { lines: 2, bytes: 8 })).toBe(true);
      expect(holdsLines(file, { lines: 3, bytes: 10 })).toBe(false);
      expect(holdsLines(file, { lines: 1, bytes: 8 })).toBe(false);
    }));

  it("of many chunks has the position and the hash that it was written to", () =>
    inTemporaryFolder((folder) => {
      const file = join(folder, "history.jsonl");
      const lines = new LinesFile(file);
      for (const size of [10, 65_534, 65_535, 200_000, 1]) lines.append("a".repeat(size));
      const { position } = lines;
      lines.close();
      expect(positionAfterLines(file, 5)).toEqual(position);
      expect(holdsLines(file, position)).toBe(true);
      const text = readFileSync(file, "utf8");
      writeFileSync(file, `${text.slice(0, 100_000)}b${text.slice(100_001)}`);
      expect(holdsLines(file, position)).toBe(false);
      return Promise.resolve();
    }));

  it.each<[string, (folder: string) => void]>([
    ["deleted", (folder) => rmSync(join(folder, "run"), { recursive: true })],
    ["moved away", (folder) => renameSync(join(folder, "run"), join(folder, "elsewhere"))],
    [
      "replaced",
      (folder) => {
        rmSync(join(folder, "run", "history.jsonl"));
        writeFileSync(join(folder, "run", "history.jsonl"), "");
      },
    ],
  ])("that was %s fails at the next line instead of writing into the void", (_, happen) =>
    inTemporaryFolder(async (folder) => {
      mkdirSync(join(folder, "run"));
      const lines = new LinesFile(join(folder, "run", "history.jsonl"));
      lines.append({ i: 0 });
      happen(folder);
      expect(refusal(() => lines.append({ i: 1 }))).toBe("disk.write");
      lines.close();
    }),
  );
});

describe("an atomic write", () => {
  it("leaves the old content and nothing else when it fails", () =>
    inTemporaryFolder(async (folder) => {
      const file = join(folder, "summary.json");
      await writeFileAtomically(file, "old");
      mkdirSync(join(folder, "taken"));
      await expect(writeFileAtomically(join(folder, "taken"), "new")).rejects.toMatchObject({
        code: "disk.write",
      });
      await expect(writeFileAtomically(join(folder, "none", "x"), "new")).rejects.toMatchObject({
        code: "disk.write",
      });
      expect(readdirSync(folder).sort()).toEqual(["summary.json", "taken"]);
      await writeFileAtomically(file, "new");
      expect(readFileSync(file, "utf8")).toBe("new");
    }));
});

describe("a run directory", () => {
  const lockOf = (run: string): string => join(run, "lock");

  function withRun(work: (run: string) => Promise<void>): Promise<void> {
    return inTemporaryFolder(async (folder) => {
      const run = join(folder, "run");
      const directory = RunDirectory.create(run);
      await directory.writeJson("config", {});
      directory.close();
      await work(run);
    });
  }

  it("is locked while it is in use, by this process too, and free afterwards", () =>
    withRun(async (run) => {
      const directory = RunDirectory.open(run);
      expect(refusal(() => RunDirectory.open(run))).toBe("run.locked");
      expect(refusal(() => RunDirectory.open(join(run, "..", "run")))).toBe("run.locked");
      directory.close();
      expect(existsSync(lockOf(run))).toBe(false);
      RunDirectory.open(run).close();
    }));

  it("is taken over from a process that is gone, from one whose number was given to another, and from no process", () =>
    withRun(async (run) => {
      const child = spawn("true");
      await once(child, "exit");
      const owner = { host: hostname(), began: null };
      const stale = [
        { ...owner, pid: child.pid },
        // Alive, but it began at another time than the process that took the lock; without a /proc nobody knows.
        ...(existsSync("/proc/self/stat") ? [{ ...owner, pid: process.ppid, began: "another boot 1" }] : []),
        { ...owner, pid: process.pid },
      ];
      for (const content of [
        ...stale.map((lock) => JSON.stringify(lock)),
        "",
        "{}",
        "[1]",
        '{"pid":-1,"host":"x"}',
      ]) {
        writeFileSync(lockOf(run), content);
        RunDirectory.open(run).close();
        expect(readdirSync(run)).toEqual(["checkpoints", "config.json"]);
      }
    }));

  it("is not taken over from a process that lives, nor from one of another machine", () =>
    withRun(async (run) => {
      for (const lock of [
        { pid: process.ppid, host: hostname(), began: null },
        { pid: 4_000_000, host: "another machine", began: null },
      ]) {
        writeFileSync(lockOf(run), JSON.stringify(lock));
        expect(refusal(() => RunDirectory.open(run))).toBe("run.locked");
        expect(JSON.parse(readFileSync(lockOf(run), "utf8"))).toEqual(lock);
        rmSync(lockOf(run));
      }
    }));

  it("does not remove a lock that has become somebody else's", () =>
    withRun(async (run) => {
      const directory = RunDirectory.open(run);
      writeFileSync(lockOf(run), JSON.stringify({ pid: process.ppid, host: hostname(), began: null }));
      directory.close();
      expect(existsSync(lockOf(run))).toBe(true);
    }));

  it("that a run was killed in before it began can be used by another, one that holds anything else cannot", () =>
    inTemporaryFolder(async (folder) => {
      const run = join(folder, "run");
      mkdirSync(run);
      writeFileSync(lockOf(run), "");
      writeFileSync(join(run, "config.json.0123456789ab.tmp"), "{");
      RunDirectory.create(run).close();
      expect(readdirSync(run)).toEqual(["checkpoints"]);
      writeFileSync(join(run, "thesis.tex"), "");
      expect(refusal(() => RunDirectory.create(run))).toBe("run.directory-taken");
    }));

  it.each(["history.jsonl", "summary.json", "checkpoints", "lock"])(
    "from elsewhere cannot have %s be a link out of it",
    (name) =>
      withRun(async (run) => {
        const outside = join(run, "..", "outside");
        rmSync(join(run, name), { recursive: true, force: true });
        if (name === "checkpoints") mkdirSync(outside);
        else writeFileSync(outside, "precious");
        symlinkSync(outside, join(run, name));
        expect(refusal(() => RunDirectory.open(run))).toBe("run.foreign");
      }),
  );
});
