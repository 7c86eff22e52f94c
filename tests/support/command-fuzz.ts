import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { availableParallelism, constants } from "node:os";
import { dirname, join } from "node:path";
import {
  DEVICES,
  FIXTURE,
  type FuzzedCommand,
  LINKS,
  randomCommand,
  SEALED,
  type StreamFate,
} from "./command-grammar.js";
import { changes, misbehaviour, missing, type Outcome, snapshot } from "./command-verdict.js";
import { cellfate, inTemporaryFolder, MAIN } from "./cli.js";
import { SMALL_RUN_OPTIONS } from "./small-run.js";
import { createRandom } from "./survival.js";
import { HAS_TERMINALS, onTerminal } from "./terminal.js";

/** The longest of these commands takes some two seconds where nothing else runs: more is a hang. */
const MOST_SECONDS = 60;
const REDIRECTION: Readonly<Record<StreamFate, (descriptor: number) => string>> = {
  read: () => "",
  closed: (descriptor) => `exec ${descriptor}>&-;`,
  full: (descriptor) => `exec ${descriptor}>/dev/full;`,
  "without a reader": (descriptor) => `exec ${descriptor}> >(true);`,
};
/** A shell to which mounts are its own, and what makes its folder read-only; root would not mind the modes of files. */
const MOUNTING = ["unshare", "-rm", "bash"];
const READ_ONLY = 'mount -o bind,ro . . && cd "$PWD" || exit 9;';
const HAS_MOUNTS =
  spawnSync(MOUNTING[0]!, [...MOUNTING.slice(1), "-c", `${READ_ONLY} true`], { stdio: "ignore" }).status ===
  0;
/** Where a signal leaves no file of the state that a process is in. */
const NO_CORE = "ulimit -c 0;";

/**
 * Runs so many random commands, each in a copy of the same folder of files.
 *
 * @returns what should not have happened: the seed and the command, and what was wrong
 */
export async function fuzzCommands(count: number, seed: number): Promise<readonly string[]> {
  return inTemporaryFolder(async (root) => {
    const template = join(root, "template");
    await makeFixture(template);
    const wrong: string[] = [];
    let next = 0;
    const work = async (place: number): Promise<void> => {
      const folder = join(root, String(place));
      let before: ReadonlyMap<string, string> | undefined;
      while (next < count) {
        const number = next++;
        // Each has numbers of its own, so that one can be repeated without those before it.
        const command = randomCommand(createRandom(seed + Math.imul(number, 0x9e3779b1)));
        before ??= copyFixture(template, folder);
        const outcome = await run(command, folder);
        const after = snapshot(folder);
        const problems = [
          ...misbehaviour(command, outcome),
          ...missing(command, outcome, folder),
          ...changes(command, before, after),
        ];
        if (problems.length > 0) {
          wrong.push(
            `seed ${seed}, command ${number}: ${JSON.stringify(command)}\n  ${problems.join("\n  ")}`,
          );
        }
        // One that left everything as it was leaves it to the next.
        if (changes({ ...command, args: [] }, before, after).length > 0) before = undefined;
      }
    };
    await Promise.all(Array.from({ length: availableParallelism() }, (_, place) => work(place)));
    return wrong;
  });
}

async function makeFixture(folder: string): Promise<void> {
  for (const [name, content] of Object.entries(FIXTURE)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content, { mode: 0o640 });
  }
  for (const name of SEALED) chmodSync(join(folder, name), 0o440);
  for (const [name, target] of Object.entries(LINKS)) symlinkSync(target, join(folder, name));
  const { code, stderr } = await cellfate(
    ["train", "--no-report", ...SMALL_RUN_OPTIONS, "--quiet", "--out", "made"],
    {
      cwd: folder,
    },
  );
  if (code !== 0) throw new Error(stderr);
}

function copyFixture(template: string, folder: string): ReadonlyMap<string, string> {
  rmSync(folder, { recursive: true, force: true });
  cpSync(template, folder, { recursive: true, verbatimSymlinks: true });
  for (const [name, numbers] of Object.entries(DEVICES)) spawnSync("mknod", [join(folder, name), ...numbers]);
  return snapshot(folder);
}

/** A command as it is to run here, as far as this machine can. */
function run(command: FuzzedCommand, folder: string): Promise<Outcome> {
  const here = { ...command, readOnly: command.readOnly && HAS_MOUNTS };
  return command.terminal && HAS_TERMINALS ? runOnTerminal(here, folder) : runWithPipes(here, folder);
}

function runWithPipes(command: FuzzedCommand, cwd: string): Promise<Outcome> {
  const { args, env, stdout, stderr, readOnly, signals } = command;
  const [shell = "", ...options] = readOnly ? MOUNTING : ["bash"];
  const steps = [readOnly ? READ_ONLY : "", NO_CORE, REDIRECTION[stdout](1), REDIRECTION[stderr](2)];
  const script = `${steps.join("")} exec "$0" "$@"`;
  const child = spawn(shell, [...options, "-c", script, process.execPath, MAIN, ...args], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let after = 0;
  const timers = signals.map(({ signal, after: delay }) =>
    setTimeout(() => child.kill(signal), (after += delay)),
  );
  let hung = false;
  timers.push(
    setTimeout(() => {
      hung = true;
      child.kill("SIGKILL");
    }, 1000 * MOST_SECONDS),
  );
  const said = { stdout: "", stderr: "" };
  child.stdout.on("data", (chunk: Buffer) => (said.stdout += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (said.stderr += chunk.toString()));
  return ended(child).then(({ code, signal }) => {
    for (const timer of timers) clearTimeout(timer);
    return { code, signal, ...said, hung, modes: [] };
  });
}

function ended(child: ChildProcess): Promise<{ code: number | null; signal: NodeJS.Signals | null }> {
  return new Promise((done, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => done({ code, signal }));
  });
}

/** What `stty -g` says. */
const MODES = /^[0-9a-f]+(?::[0-9a-f]+){9,}(?=\r?$)/gm;

/** The terminal's modes are shown before and after; signals come from `timeout`, which is on it too. */
async function runOnTerminal({ args, env, readOnly, signals }: FuzzedCommand, cwd: string): Promise<Outcome> {
  const [sent] = signals;
  const within = (signal: string, seconds: number): string =>
    `timeout --foreground --preserve-status -s ${signal} ${seconds}`;
  const limits = [
    within("KILL", MOST_SECONDS),
    ...(sent === undefined ? [] : [within(sent.signal.slice("SIG".length), sent.after / 1000)]),
  ];
  const shell = readOnly ? `${MOUNTING.join(" ")} -c '${READ_ONLY} exec "$0" "$@"'` : "";
  const script = (command: string): string =>
    `${NO_CORE} stty -g; ${limits.join(" ")} ${shell} ${command}; code=$?; echo; stty -g; exit $code`;
  const { code, shown } = await onTerminal(args, { cwd, env, script }).ended;
  const modes: readonly string[] = shown.match(MODES) ?? [];
  const lines = shown.split(/\r?\n/);
  const signal =
    sent !== undefined && code === 128 + constants.signals[sent.signal] && code !== 130 ? sent.signal : null;
  return {
    ...{ code: signal === null ? code : null, signal, modes },
    ...{ stdout: lines.filter((line) => !modes.includes(line)).join("\n"), stderr: "" },
    hung: code === 128 + constants.signals.SIGKILL && signal === null,
  };
}
