import { SMALL_RUN_OPTIONS } from "./small-run.js";

/** What becomes of a stream of the command. */
export type StreamFate = "read" | "closed" | "full" | "without a reader";

/** A command as users, scripts and accidents make them. */
export interface FuzzedCommand {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly stdout: StreamFate;
  readonly stderr: StreamFate;
  /** In a terminal of its own, which then is all three streams. */
  readonly terminal: boolean;
  /** In a folder on which nothing can be written. */
  readonly readOnly: boolean;
  /** Sent one after another, each so many milliseconds after the one before; on a terminal, the first alone. */
  readonly signals: readonly { readonly signal: NodeJS.Signals; readonly after: number }[];
}

/** The files that a command finds; whatever it does not name must be there unchanged afterwards. */
export const FIXTURE: Readonly<Record<string, string>> = {
  "thesis.tex": "precious",
  "data/old.csv": "precious",
  "sealed.csv": "precious",
  "good.yaml": "model: { cells: 4, duration: 1, dt: 0.05 }\n",
  "compared.yaml":
    "base: { model: { cells: 4, duration: 1, dt: 0.05 }, search: { stop: { generations: 2, target: 0.1 } } }\ncases: { a: , b: { search: { strategy: snes } } }\nseeds: 1..2\n",
  "wrong.yaml": "model:\n  cells: 4\n  dt: -1\n",
  "torn.yaml": "model: [\n",
  "binary.yaml": "\u0000\u001b[2J\u0007\u009b",
  "damaged.json": '{"schemaVersion":1,"genome":[',
  "taken/thesis.tex": "precious",
};

/** Files of the fixture that their owner may only read. */
export const SEALED: readonly string[] = ["sealed.csv"];

/** Links of the fixture and what they lead to. */
export const LINKS: Readonly<Record<string, string>> = {
  link: "data/old.csv",
  loop: "loop",
  fresh: "data/new.json",
  stdout: "/proc/self/fd/1",
};

/**
 * Devices of the fixture, where they can be made, and their numbers. Those of the machine are not named: a program that
 * replaced what it should write through would replace them.
 */
export const DEVICES: Readonly<Record<string, readonly string[]>> = {
  null: ["c", "1", "3"],
  full: ["c", "1", "7"],
};

/** Outputs that are stdout. */
export const PRINTED: readonly string[] = ["-", "stdout"];

/** Outputs that hold nothing afterwards. */
export const THROUGH: readonly string[] = [...PRINTED, ...Object.keys(DEVICES)];

const CONTROL = "\u001b]0;x\u0007\u009b2J\u007f";
const WORDS = [
  "",
  "0",
  "-1",
  "1.5",
  "nan",
  ".inf",
  "1e400",
  "seven",
  "[]",
  "{}",
  "null",
  "a=b",
  "../x",
  "é𝒳",
  CONTROL,
];
const KEYS = [
  ...["model.cells", "model.noiseStrength", "model.thresholds", "network.hidden", "evaluation.estimator"],
  ...["seed", "champion.candidates", "model.cels", "__proto__.x", "constructor", "", "model..x", CONTROL],
];
const OUTPUTS = [
  ...[
    "new.csv",
    "new.json",
    "new.JSON",
    "new.parquet",
    "link",
    "fresh",
    "loop",
    "data",
    "data/old.csv",
    "sealed.csv",
    "",
    "none/new.csv",
    "none/../new.csv",
  ],
  ...[...THROUGH, "/proc/cellfate", CONTROL],
];
const DIRECTORIES = [
  "new",
  "a/b/../c",
  "taken",
  "data/old.csv",
  "",
  "/proc/cellfate",
  "null",
  "made",
  "link",
  "-",
];
const SUBJECTS = [
  "made",
  "made/champion.json",
  "damaged.json",
  "thesis.tex",
  "data",
  "/dev/null",
  "missing",
  "loop",
  "",
];
const CONFIGURATIONS = [
  "good.yaml",
  "wrong.yaml",
  "torn.yaml",
  "binary.yaml",
  "data",
  "missing",
  "/dev/null",
  "loop",
  "-",
];
const SIGNALS: readonly NodeJS.Signals[] = ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT", "SIGKILL", "SIGPIPE"];
const TERMS = ["xterm", "dumb", "", "no-such-terminal", CONTROL];
const LOCALES = ["C", "tr_TR.UTF-8", "ja_JP.eucJP", "no-such", ""];
const COLOURS = [{}, {}, { NO_COLOR: "1" }, { FORCE_COLOR: "3" }, { NO_COLOR: CONTROL }];
const FATES: readonly StreamFate[] = ["closed", "full", "without a reader"];
/** Longer than most commands take, milliseconds. */
const MOST_DELAY = 400;
/** What is tried how often: a whole search takes as long as four others. */
const KINDS = [
  ...["config", "evaluate", "simulate", "bound", "landscape", "mistake"].flatMap((kind) => [
    kind,
    kind,
    kind,
    kind,
  ]),
  ...[
    "train",
    "train",
    "compare",
    "resume",
    "report",
    "gradients",
    "list",
    "list",
    "machines",
    "completion",
    "chapter",
  ],
];
/** The share of values that are as they should be: of three on a line, most lines have all right. */
const RIGHT = 0.88;

/** A random command; the same numbers give the same one. */
export function randomCommand(random: () => number): FuzzedCommand {
  const one = <T>(of: readonly T[]): T => of[Math.trunc(random() * of.length)]!;
  const often = (share: number): boolean => random() < share;
  const maybe = (share: number, ...words: readonly string[]): readonly string[] =>
    often(share) ? words : [];
  const value = (right: readonly string[], wrong = WORDS): string => one(often(RIGHT) ? right : wrong);
  const count = (): string => value(["1", "2", "3", "7", "12", "4e1"]);
  const json = (): readonly string[] => maybe(0.4, "--json");
  const configuration = (): readonly string[] => [
    ...maybe(0.15, "--preset", value(["pinned-ends", "lateral-inhibition"])),
    ...maybe(0.15, "--config", value(["good.yaml"], CONFIGURATIONS)),
    ...maybe(0.2, "--set", often(RIGHT) ? `seed=${count()}` : `${one(KEYS)}=${one(WORDS)}`),
    ...maybe(0.2, "--seed", value(["random", "5"])),
    ...maybe(0.1, "--backend", value(["wasm", "reference", "auto"])),
  ];
  const subject = (): readonly string[] =>
    often(0.5)
      ? ["--regulator", value(["zero", "tanh:amplitude=1,gain=4,centre=0.5"])]
      : [value(["made", "made/champion.json"], SUBJECTS)];
  const out = (): readonly string[] => ["--out", one(OUTPUTS)];
  const make: Readonly<Record<string, () => readonly string[]>> = {
    list: json,
    config: () => [one(["--schema", "--show", "--show"]), ...configuration(), ...json()],
    bound: () => ["--cells", count(), ...maybe(0.5, "--fates", value(["2", "3"])), ...json()],
    landscape: () => [
      ...["--cells", count(), "--patterns", value(["1,2", "4"])],
      ...json(),
      ...(often(0.7) ? out() : []),
    ],
    evaluate: () => [...subject(), "--replicates", count(), ...configuration(), ...json()],
    simulate: () => [...subject(), "--replicates", count(), "--every", count(), ...out(), ...configuration()],
    train: () => [
      ...SMALL_RUN_OPTIONS,
      ...maybe(0.8, "--out", value(["new", "a/b/../c", "made/inner"], DIRECTORIES)),
      ...maybe(0.8, "--workers", "1"),
      ...configuration(),
      ...maybe(0.3, "--quiet"),
      ...maybe(0.2, "--dry-run"),
      ...maybe(0.98, "--no-report"),
      ...maybe(0.1, "--seeds", value(["1..2", "5"])),
      ...json(),
    ],
    compare: () => [
      ...[value(["compared.yaml"], [...CONFIGURATIONS, ...WORDS]), "--workers", "1"],
      ...maybe(0.8, "--out", value(["new", "a/b/../c", "made/inner"], DIRECTORIES)),
      ...maybe(0.2, "--set", often(RIGHT) ? "model.cells=3" : `${one(KEYS)}=${one(WORDS)}`),
      ...maybe(0.3, "--quiet"),
      ...json(),
    ],
    resume: () => [
      ...[value(["made"], SUBJECTS), "--workers", "1"],
      ...maybe(0.7, "--set", "search.stop.generations=12"),
      ...maybe(0.98, "--no-report"),
      ...json(),
    ],
    report: () => [
      // Drawing takes ten times as long as any other command.
      often(0.2) ? "made" : one(SUBJECTS.filter((path) => path !== "made")),
      ...(often(0.5)
        ? ["--out", one([...OUTPUTS, "new.html"])]
        : maybe(0.5, "--data", "--svg", "--animation")),
    ],
    gradients: () => [
      ...(often(0.5) ? [value(["made"], SUBJECTS)] : [...SMALL_RUN_OPTIONS, ...configuration()]),
      ...["--pairs", count()],
      ...maybe(0.2, "--every", count()),
      ...maybe(0.2, "--replicates", count()),
      ...json(),
      ...(often(0.5) ? out() : []),
    ],
    machines: () => [
      ...maybe(0.9, value(["population-manager", "evaluator", "mutator", "checkpointer"])),
      ...maybe(0.5, "--format", value(["svg", "mermaid", "dot", "json", "stately"])),
      ...(often(0.5) ? out() : []),
    ],
    // None that there is: they take seconds.
    chapter: () => [value(["0", "10", "pinned"]), ...maybe(0.3, "--quick"), ...json()],
    completion: () => [value(["bash", "zsh", "fish"])],
    mistake: () => maybe(0.5, one(WORDS)),
  };
  const kind = one(KINDS);
  const named: Readonly<Record<string, readonly string[]>> = {
    list: ["presets", "strategies", "presets", "strategies", "doctor"],
    mistake: ["", "fly", "help", "--help", "--version", ...WORDS],
  };
  const name = one(named[kind] ?? [kind]);
  const line = [name, ...make[kind]!(), ...maybe(0.04, one(["--bogus", "--", ...WORDS]))];
  // Nowhere in between, where it may be the value of an option.
  const at = one([0, 1, line.length]);
  const args = [...line.slice(0, at), ...maybe(0.05, one(["--help", "-h", "--version"])), ...line.slice(at)];
  const fate = (): StreamFate => (often(0.2) ? one(FATES) : "read");
  return {
    args,
    env: {
      ...{ TERM: one(TERMS), LANG: one(LOCALES), LC_ALL: one(LOCALES) },
      ...{ COLUMNS: one(["80", "1", ...WORDS]), ...one(COLOURS) },
    },
    stdout: fate(),
    stderr: fate(),
    terminal: often(0.08),
    readOnly: often(0.06),
    signals: Array.from({ length: often(0.2) ? (often(0.3) ? 2 : 1) : 0 }, () => ({
      signal: one(SIGNALS),
      after: Math.trunc(random() * MOST_DELAY),
    })),
  };
}
