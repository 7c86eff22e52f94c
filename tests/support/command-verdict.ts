import { existsSync, lstatSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { extname, join, resolve, sep } from "node:path";
import { type FuzzedCommand, LINKS, PRINTED, THROUGH } from "./command-grammar.js";

/** How a command ended, and what it said. */
export interface Outcome {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly hung: boolean;
  /** The terminal's modes before and after, where it had one; all else that it showed is then `stdout`. */
  readonly modes: readonly string[];
}

/** The commands that make a directory with runs. */
const RUNNING: readonly string[] = ["train", "compare"];
const CODES = [0, 1, 2, 3, 130];
const STACK = /\n {4}at .*(?:file|node):/;

/** How a command ended and what it said, whatever it was. */
export function misbehaviour(command: FuzzedCommand, outcome: Outcome): string[] {
  const { code, signal, stdout, stderr, hung, modes } = outcome;
  const wrong: string[] = [];
  const sent = command.signals.map((one) => one.signal);
  if (hung) return ["it hung"];
  if (signal !== null && !sent.includes(signal)) wrong.push(`ended by ${signal}`);
  if (code !== null && !CODES.includes(code)) wrong.push(`exit code ${code}`);
  if (code === 130 && sent.length === 0) wrong.push("interrupted by nobody");
  if (STACK.test(stdout + stderr)) wrong.push(`a stack: ${stdout}${stderr}`);
  const failed = code !== null && code !== 0 && code !== 130;
  if (modes.length > 0) {
    if (modes[0] !== modes.at(-1) || stdout.includes("\u001b[?"))
      wrong.push("a mode of the terminal was changed");
    if (failed && !/^error: /m.test(stdout)) wrong.push(`failed without a word: ${stdout}`);
    return wrong;
  }
  if (/(?![\n\t])\p{Cc}/u.test(stdout + stderr)) wrong.push("a control character");
  if (failed && command.stderr === "read" && !/^error: /m.test(stderr))
    wrong.push(`failed without a word: ${stderr}`);
  return wrong;
}

function valueOf(args: readonly string[], option: string): string | undefined {
  const at = args.indexOf(option);
  return at < 0 ? undefined : args[at + 1];
}

/** The commands whose `--out` is a file that takes the place of stdout. */
const WRITERS = ["simulate", "landscape", "machines", "gradients"];

/** What is missing though the command ended with 0. */
export function missing(
  { args, stdout: fate }: FuzzedCommand,
  { code, stdout, modes }: Outcome,
  folder: string,
): string[] {
  if (code !== 0) return [];
  const [name = ""] = args;
  const out = valueOf(args, "--out");
  const asksHelp = ["--help", "-h", "--version"].some((word) => args.includes(word));
  const wrong: string[] = [];
  // A run that is done already says so on stderr.
  const toFile = WRITERS.includes(name) && out !== undefined && !PRINTED.includes(out);
  const drawn = name === "report" && (out === undefined || !PRINTED.includes(out));
  const prints = asksHelp || !(name === "resume" || toFile || drawn);
  const onTerminal = modes.length > 0;
  if (prints && !onTerminal && fate === "full") wrong.push("exit 0, though its stdout is full");
  if (prints && (onTerminal || fate === "read") && stdout.trim() === "")
    wrong.push("exit 0 and nothing printed");
  if (asksHelp) return wrong;
  if (prints && !onTerminal && fate === "read" && args.includes("--json") && !isJson(stdout))
    wrong.push(`no JSON: ${stdout}`);
  if (WRITERS.includes(name) && out !== undefined && !THROUGH.includes(out)) {
    const file = resolve(folder, out);
    const text = existsSync(file) ? readFileSync(file, "utf8") : "";
    const ending = extname(out).toLowerCase();
    const json = ending === ".json" || (ending === "" && (name === "simulate" || args.includes("--json")));
    const whole = json ? isJson(text) : text.endsWith("\n");
    if (!whole) wrong.push(`exit 0 and ${out} holds: ${text.slice(0, 100)}`);
  }
  if (RUNNING.includes(name) && !args.includes("--dry-run")) {
    const runs = join(folder, "runs");
    const made = out === undefined ? join(runs, readdirSync(runs)[0] ?? "") : resolve(folder, out);
    const compares = name === "compare" || args.includes("--seeds");
    const result = compares ? "comparison.json" : "champion.json";
    if (!existsSync(join(made, result)) || existsSync(join(made, "lock")))
      wrong.push(`exit 0 and no ${result}`);
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

/** Everything in a folder, with its mode and what it holds. */
export function snapshot(folder: string): ReadonlyMap<string, string> {
  const entries = readdirSync(folder, { recursive: true }).map(String);
  return new Map(
    entries.map((name) => {
      const path = join(folder, name);
      const status = lstatSync(path);
      const holds = status.isSymbolicLink()
        ? readlinkSync(path)
        : status.isFile()
          ? readFileSync(path, "latin1")
          : "";
      return [name, `${status.mode} ${status.rdev} ${holds}`];
    }),
  );
}

/** What was changed, made or removed without having been named. */
export function changes(
  { args, signals, readOnly }: FuzzedCommand,
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): string[] {
  const [name = "", subject = ""] = args;
  const out = RUNNING.includes(name)
    ? (valueOf(args, "--out") ?? "runs")
    : name === "resume"
      ? subject
      : (valueOf(args, "--out") ?? (name === "report" ? subject : undefined));
  const named =
    out === undefined || out === "" || out === "-" ? undefined : resolve("/", LINKS[out] ?? out).slice(1);
  const mayChange = (path: string): boolean => {
    if (named === undefined || named === "" || readOnly) return false;
    // A new run takes nothing that is there; only a run is gone on with.
    if (RUNNING.includes(name) && before.has(path)) return false;
    if (path === named || path.startsWith(named + sep)) return true;
    if (RUNNING.includes(name) && named.startsWith(path + sep)) return true;
    // A second signal ends a process at once, as SIGKILL does.
    const cut = signals.length > 1 || signals.some(({ signal }) => signal === "SIGKILL");
    return cut && path.startsWith(`${named}.`) && path.endsWith(".tmp");
  };
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((path) => before.get(path) !== after.get(path) && !mayChange(path))
    .map((path) => `${path} was ${before.has(path) ? (after.has(path) ? "changed" : "removed") : "made"}`);
}
