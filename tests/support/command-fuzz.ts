import { spawn, spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, resolve, sep } from "node:path";
import {
  DEVICES,
  FIXTURE,
  type FuzzedCommand,
  LINKS,
  randomCommand,
  type StreamFate,
  THROUGH,
} from "./command-grammar.js";
import { cellfate, inTemporaryFolder, MAIN } from "./cli.js";
import { SMALL_RUN_OPTIONS } from "./small-run.js";
import { createRandom } from "./survival.js";
import { HAS_TERMINALS, onTerminal } from "./terminal.js";

/** The longest of these commands takes some two seconds where nothing else runs: more is a hang. */
const MOST_MILLISECONDS = 60_000;
/** Processes at a time. */
const AT_ONCE = 2;
const CODES = [0, 1, 2, 3, 130];
const REDIRECTION: Readonly<Record<StreamFate, (descriptor: number) => string>> = {
  read: () => "",
  closed: (descriptor) => `exec ${descriptor}>&-;`,
  full: (descriptor) => `exec ${descriptor}>/dev/full;`,
  "without a reader": (descriptor) => `exec ${descriptor}> >(true);`,
};

interface Outcome {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly hung: boolean;
}

/**
 * Runs so many random commands, each in a copy of the same folder of files.
 *
 * @returns what should not have happened: the seed and the command, and what was wrong
 */
export async function fuzzCommands(count: number, seed: number): Promise<readonly string[]> {
  return inTemporaryFolder(async (folder) => {
    const template = join(folder, "template");
    await makeFixture(template);
    const wrong: string[] = [];
    let next = 0;
    const work = async (): Promise<void> => {
      while (next < count) {
        const number = next++;
        // Each has numbers of its own, so that one can be repeated without those before it.
        const command = randomCommand(createRandom(seed + Math.imul(number, 0x9e3779b1)));
        const problems = await tryCommand(command, template, join(folder, String(number)));
        if (problems.length > 0) {
          wrong.push(
            `seed ${seed}, command ${number}: ${JSON.stringify(command)}\n  ${problems.join("\n  ")}`,
          );
        }
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    return wrong;
  });
}

async function makeFixture(folder: string): Promise<void> {
  for (const [name, content] of Object.entries(FIXTURE)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content, { mode: 0o640 });
  }
  for (const [name, target] of Object.entries(LINKS)) symlinkSync(target, join(folder, name));
  const { code, stderr } = await cellfate(["train", ...SMALL_RUN_OPTIONS, "--quiet", "--out", "made"], {
    cwd: folder,
  });
  if (code !== 0) throw new Error(stderr);
}

async function tryCommand(
  command: FuzzedCommand,
  template: string,
  folder: string,
): Promise<readonly string[]> {
  cpSync(template, folder, { recursive: true, verbatimSymlinks: true });
  for (const [name, numbers] of Object.entries(DEVICES)) spawnSync("mknod", [join(folder, name), ...numbers]);
  const before = snapshot(folder);
  if (command.terminal && HAS_TERMINALS) {
    const { ended } = onTerminal(command.args, { cwd: folder, env: command.env });
    const { code, shown } = await ended;
    return [
      ...(shown.includes("\u001b[?") ? ["a mode of the terminal was changed"] : []),
      ...(/\r?\n {4}at /.test(shown) ? [`a stack: ${shown}`] : []),
      ...(code === null || !CODES.includes(code) ? [`exit code ${code}`] : []),
      ...changes(command, folder, before),
    ];
  }
  const outcome = await runCommand(command, folder);
  return [
    ...misbehaviour(command, outcome),
    ...missing(command, outcome, folder),
    ...changes(command, folder, before),
  ];
}

function runCommand({ args, env, stdout, stderr, signals }: FuzzedCommand, cwd: string): Promise<Outcome> {
  // Without core files, which SIGQUIT would leave.
  const script = `ulimit -c 0; ${REDIRECTION[stdout](1)}${REDIRECTION[stderr](2)} exec "$0" "$@"`;
  const child = spawn("bash", ["-c", script, process.execPath, MAIN, ...args], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let hung = false;
  let after = 0;
  const timers = signals.map(({ signal, after: delay }) =>
    setTimeout(() => child.kill(signal), (after += delay)),
  );
  timers.push(
    setTimeout(() => {
      hung = true;
      child.kill("SIGKILL");
    }, MOST_MILLISECONDS),
  );
  return new Promise((done, reject) => {
    const read = { stdout: "", stderr: "" };
    child.stdout.on("data", (chunk: Buffer) => (read.stdout += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (read.stderr += chunk.toString()));
    child.on("error", reject);
    child.on("close", (code, signal) => {
      for (const timer of timers) clearTimeout(timer);
      done({ code, signal, ...read, hung });
    });
  });
}

/** How a command ended and what it said, whatever it was. */
function misbehaviour(command: FuzzedCommand, { code, signal, stdout, stderr, hung }: Outcome): string[] {
  const wrong: string[] = [];
  const sent = command.signals.map((one) => one.signal);
  if (hung) return ["it hung"];
  if (signal !== null && !sent.includes(signal)) wrong.push(`ended by ${signal}`);
  if (code !== null && !CODES.includes(code)) wrong.push(`exit code ${code}`);
  if (code === 130 && sent.length === 0) wrong.push("interrupted by nobody");
  if (/\n {4}at /.test(stderr)) wrong.push(`a stack: ${stderr}`);
  if (/(?![\n\t])\p{Cc}/u.test(stdout + stderr)) wrong.push("a control character");
  const failed = code !== null && code !== 0 && code !== 130;
  if (failed && command.stderr === "read" && !/^error: /m.test(stderr))
    wrong.push(`failed without a word: ${stderr}`);
  return wrong;
}

function valueOf(args: readonly string[], option: string): string | undefined {
  const at = args.indexOf(option);
  return at < 0 ? undefined : args[at + 1];
}

/** What is missing though the command ended with 0. */
function missing({ args, stdout: fate }: FuzzedCommand, { code, stdout }: Outcome, folder: string): string[] {
  if (code !== 0) return [];
  const [name = ""] = args;
  const out = valueOf(args, "--out");
  const asksHelp = args.includes("--help") || args.includes("--version");
  const wrong: string[] = [];
  // A run that is done already says so on stderr.
  const prints =
    asksHelp || !(name === "simulate" || name === "resume" || (name === "landscape" && out !== undefined));
  if (prints && fate === "full") wrong.push("exit 0, though its stdout is full");
  if (prints && fate === "read" && stdout === "") wrong.push("exit 0 and nothing printed");
  if (asksHelp) return wrong;
  if (prints && fate === "read" && args.includes("--json") && !isJson(stdout))
    wrong.push(`no JSON: ${stdout}`);
  if ((name === "landscape" || name === "simulate") && out !== undefined && !THROUGH.includes(out)) {
    const file = resolve(folder, out);
    const text = existsSync(file) ? readFileSync(file, "utf8") : "";
    const whole =
      name === "simulate" || out.endsWith(".json") || args.includes("--json")
        ? isJson(text)
        : text.endsWith("\n");
    if (!whole) wrong.push(`exit 0 and ${out} holds: ${text.slice(0, 100)}`);
  }
  if (name === "train" && !args.includes("--dry-run")) {
    const runs = join(folder, "runs");
    const run = out === undefined ? join(runs, readdirSync(runs)[0] ?? "") : resolve(folder, out);
    if (!existsSync(join(run, "champion.json")) || existsSync(join(run, "lock")))
      wrong.push("exit 0 and no champion");
  }
  return wrong;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Every file and link of a folder, with what it holds and its mode. */
function snapshot(folder: string): ReadonlyMap<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name));
  return new Map(
    entries.map((path) => {
      const status = lstatSync(path);
      const holds = status.isSymbolicLink()
        ? readlinkSync(path)
        : status.isFile()
          ? readFileSync(path, "latin1")
          : "";
      return [path.slice(folder.length + 1), `${status.mode} ${status.rdev} ${holds}`];
    }),
  );
}

/** Files that were changed, made or removed without having been named. */
function changes(
  { args, signals }: FuzzedCommand,
  folder: string,
  before: ReadonlyMap<string, string>,
): string[] {
  const after = snapshot(folder);
  const [name = "", subject = ""] = args;
  const out =
    name === "train"
      ? (valueOf(args, "--out") ?? "runs")
      : name === "resume"
        ? subject
        : valueOf(args, "--out");
  const named =
    out === undefined || out === "" ? undefined : resolve(folder, LINKS[out] ?? out).slice(folder.length + 1);
  const mayChange = (path: string): boolean => {
    if (named === undefined || named === "") return false;
    // A new run takes nothing that is there; only a run is gone on with.
    if (name === "train" && before.has(path)) return false;
    if (path === named || path.startsWith(named + sep)) return true;
    return signals.length > 0 && path.startsWith(`${named}.`) && path.endsWith(".tmp");
  };
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((path) => before.get(path) !== after.get(path) && !mayChange(path))
    .map((path) => `${path} was ${before.has(path) ? (after.has(path) ? "changed" : "removed") : "made"}`);
}
