import { execFile, spawn } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { cellfate, inTemporaryFolder, MAIN } from "../support/cli.js";
import { linesOf, start, SURVIVAL_RUN, until } from "../support/survival.js";
import { HAS_TERMINALS, onTerminal } from "../support/terminal.js";

/** The device that never has room; Linux has it. */
const HAS_FULL = existsSync("/dev/full");

/** Commands that print each in a way of its own. */
const PRINTING = [
  ["presets"],
  ["config", "--schema"],
  ["landscape", "--cells", "3"],
  ["evaluate", "--regulator", "zero", "--replicates", "50", "--json"],
  ["--help"],
];

/** Writes the configuration of a short run, or of one that only a signal ends; the arguments that train it. */
function training(folder: string, generations = 40): { readonly run: string; readonly args: string[] } {
  const run = join(folder, "run");
  const search = { ...SURVIVAL_RUN.search, generations };
  writeFileSync(join(folder, "config.json"), JSON.stringify({ ...SURVIVAL_RUN, search }));
  return {
    run,
    args: ["train", "--no-report", "--config", join(folder, "config.json"), "--out", run, "--workers", "1"],
  };
}

describe.skipIf(!HAS_FULL)("a stdout without room", () => {
  it.each(PRINTING.map((args) => ({ command: args.join(" "), args })))(
    "is told and fails `$command` with 1",
    async ({ args }) => {
      const { code, stderr } = await start(args, { shell: "exec >/dev/full" }).ended;
      expect(code).toBe(1);
      expect(stderr).toMatch(/error: .*there is no room left \(ENOSPC\)\.\n {2}at stdout\n/);
      expect(stderr).not.toMatch(/\n {4}at /);
    },
  );

  it("that takes a part of a text is told too", () =>
    inTemporaryFolder(async (folder) => {
      // A limit on file size lets through its first KiB, and counts that as written.
      const { code, stderr } = await start(["config", "--schema"], {
        shell: `trap '' XFSZ; ulimit -f 1; exec >${folder}/cut`,
      }).ended;
      expect(code).toBe(1);
      expect(stderr).toMatch(/there is no room left \(EFBIG\)/);
    }));

  it("fails a run with 1 after its results are saved", () =>
    inTemporaryFolder(async (folder) => {
      const { run, args } = training(folder);
      const { code, stderr } = await start(args, { shell: "exec >/dev/full" }).ended;
      expect(code).toBe(1);
      expect(stderr).toMatch(/at stdout/);
      expect(existsSync(join(run, "champion.json"))).toBe(true);
    }));
});

describe("a reader that went away", () => {
  it("is no error", async () => {
    for (const args of PRINTING) {
      const command = [process.execPath, MAIN, ...args].join(" ");
      const script = `set -o pipefail; ${command} | true`;
      const { stderr } = await promisify(execFile)("bash", ["-c", script]);
      expect(stderr).not.toMatch(/error|EPIPE/);
    }
  });
});

describe("a reader that reads nothing", () => {
  it("keeps no signal from ending a run whose results are saved", () =>
    inTemporaryFolder(async (folder) => {
      const { run, args } = training(folder);
      // Its pipe is full before the run begins.
      const script = `timeout 0.3 cat /dev/zero; exec "$0" "$@"`;
      const child = spawn("bash", ["-c", script, process.execPath, MAIN, ...args, "--json"], {
        stdio: ["ignore", "pipe", "ignore"],
      });
      await until(() => existsSync(join(run, "summary.json")));
      await new Promise((resolve) => setTimeout(resolve, 500));
      expect(child.exitCode).toBeNull();
      child.kill("SIGINT");
      await until(() => child.signalCode !== null, 5);
      expect(child.signalCode).toBe("SIGINT");
    }));
});

describe("a stderr that vanished", () => {
  it.each<[string, string]>([
    ["closed", "exec 2>&-"],
    ["without a reader", "exec 2> >(true); sleep 0.1"],
    ...(HAS_FULL ? [["full", "exec 2>/dev/full"] satisfies [string, string]] : []),
  ])("(%s) costs a run its progress and nothing else", (_, shell) =>
    inTemporaryFolder(async (folder) => {
      const { run, args } = training(folder);
      const { code, stdout } = await start([...args, "--json"], { shell }).ended;
      expect(code).toBe(0);
      expect(JSON.parse(stdout)).toMatchObject({ status: "done", generations: 40 });
      expect(linesOf(run)).toBe(40);
    }),
  );
});

describe("control characters from outside", () => {
  const HOSTILE = "\u001b]0;title\u0007\u009b31m\u007f";

  it.each([
    ["an argument", ["resume", "--no-report", HOSTILE]],
    ["an unknown command", [HOSTILE]],
    ["a key", ["train", "--no-report", "--set", `model.${HOSTILE}=1`]],
    ["a file's name", ["train", "--no-report", "--config", HOSTILE]],
  ])("reach the terminal as escapes, out of %s", async (_, args) => {
    const { code, stderr } = await cellfate(args);
    expect(code).not.toBe(0);
    expect(stderr).toContain("\\u001b]0;title\\u0007\\u009b31m\\u007f");
    expect(stderr).not.toMatch(/(?!\n)\p{Cc}/u);
  });

  it("reach it as escapes out of a run's files", () =>
    inTemporaryFolder(async (folder) => {
      const { run, args } = training(folder, 2);
      expect((await cellfate([...args, "--quiet"])).code).toBe(0);
      writeFileSync(join(run, "lock"), JSON.stringify({ pid: 1, host: `elsewhere${HOSTILE}` }));
      const { code, stderr } = await cellfate(["resume", "--no-report", run]);
      expect(code).toBe(2);
      expect(stderr).toContain("elsewhere\\u001b]0;title");
      expect(stderr).not.toMatch(/(?!\n)\p{Cc}/u);
    }));
});

describe.skipIf(!HAS_TERMINALS)("a terminal", () => {
  const ESCAPE = "\u001b";

  it("shows a bar, and is left as it was whatever ends the run, as nothing of it is changed", () =>
    inTemporaryFolder(async (folder) => {
      const { run, args } = training(folder, 1_000_000);
      const { ended } = onTerminal(args);
      await until(() => linesOf(run) > 20);
      const { pid } = JSON.parse(readFileSync(join(run, "lock"), "utf8")) as { pid: number };
      process.kill(pid, "SIGKILL");
      const { shown } = await ended;
      expect(shown).toContain("cell-steps/s");
      // Modes are set (h) and reset (l): the cursor hidden, lines not wrapped.
      expect(shown).not.toContain(`${ESCAPE}[?`);
    }));

  it("that is dumb gets plain lines without an escape", () =>
    inTemporaryFolder(async (folder) => {
      const { code, shown } = await onTerminal(training(folder).args, { env: { TERM: "dumb" } }).ended;
      expect(code).toBe(0);
      expect(shown).toMatch(/generation 38 {2}best/);
      expect(shown).toMatch(
        /40 generations \(all that were asked for\), .* cell-steps in .* s, the champion in .* s\r\n/,
      );
      expect(shown).not.toContain(ESCAPE);
    }));

  it("that is closed ends the run with a checkpoint", () =>
    inTemporaryFolder(async (folder) => {
      const { run, args } = training(folder, 1_000_000);
      const { holder, ended } = onTerminal(args);
      await until(() => linesOf(run) > 20);
      holder.kill("SIGKILL");
      await ended;
      await until(() => existsSync(join(run, "summary.json")) && !existsSync(join(run, "lock")));
      expect(JSON.parse(readFileSync(join(run, "summary.json"), "utf8"))).toMatchObject({
        status: "interrupted",
        generations: linesOf(run),
        stopReason: null,
        championSeconds: null,
      });
    }));
});

describe("nohup", () => {
  it("or not, a SIGHUP ends a run with a checkpoint and 130", () =>
    inTemporaryFolder(async (folder) => {
      const { run, args } = training(folder, 1_000_000);
      const { child, ended } = start(args, { shell: "trap '' HUP" });
      await until(() => linesOf(run) > 20);
      child.kill("SIGHUP");
      expect((await ended).code).toBe(130);
      expect(
        existsSync(join(run, "checkpoints", `gen-${linesOf(run).toString().padStart(6, "0")}.ckpt`)),
      ).toBe(true);
    }));
});
