/*
 * npm run bench:watching [-- ROUNDS]: what watching a run costs. The default run is made in turn without and with each way of
 * watching it, each round beginning with another of them, so that in as many rounds as there are ways each has had each place,
 * and then the other way round; processor time of its main thread, in which the actors and whatever watches them are, and of the
 * whole process. What watching adds is the mean, over rounds, of the difference from the mean of the two runs of the same round
 * that are not watched, with its standard error; how far these two are from it shows what the machine makes of no difference. On
 * Linux alone, where a thread's time can be read.
 */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { momentsOf } from "../engine/studies/moments.js";
import { describeMachine } from "./harness/machine.js";

const MAIN = join(import.meta.dirname, "../bin/cellfate.js");
const DEFAULT_ROUNDS = 12;

/** How many of the cases, the first ones, are not watched: what the others are compared with. */
const UNWATCHED = 2;

/** Ways of watching the default run. */
const CASES: readonly {
  readonly name: string;
  readonly options: readonly string[];
  readonly viewers: number;
}[] = [
  { name: "not watched", options: [], viewers: 0 },
  { name: "not watched, again", options: [], viewers: 0 },
  { name: "--trace", options: ["--trace"], viewers: 0 },
  { name: "--inspect, nobody looks", options: ["--inspect"], viewers: 0 },
  { name: "--inspect, one looks", options: ["--inspect"], viewers: 1 },
  { name: "--inspect, ten look", options: ["--inspect"], viewers: 10 },
];

/** Looks at a live page as a browser does, but for drawing it, in a process of its own. */
const LOOK_ON = `
  const [, url] = process.argv;
  for (const name of ["", "page.js", "page.css"]) await (await fetch(url + name)).arrayBuffer();
  for await (const chunk of (await fetch(url + "events")).body);
`;

/** Processor time of a run, in milliseconds. */
interface ProcessorTime {
  readonly mainThread: number;
  readonly process: number;
}

/** Has a process say its times as it ends: of the task that has the process's id, and of all. */
const SAY_TIMES = `data:text/javascript,${encodeURIComponent(`
  import { readFileSync } from "node:fs";
  import { isMainThread } from "node:worker_threads";
  if (isMainThread) process.on("exit", () => {
    const [main] = readFileSync("/proc/self/task/" + process.pid + "/schedstat", "utf8").split(" ");
    const { user, system } = process.cpuUsage();
    process.stderr.write("times " + main / 1e6 + " " + (user + system) / 1e3 + "\\n");
  });`)}`;

function lookOn(url: string): void {
  spawn(process.execPath, ["--input-type=module", "--eval", LOOK_ON, url], { stdio: "ignore" });
}

/** Makes the default run in a folder of its own, and has so many look at it. */
async function timeRun(options: readonly string[], viewers: number): Promise<ProcessorTime> {
  const folder = mkdtempSync(join(tmpdir(), "cellfate-bench-"));
  try {
    const train = ["train", "--seed", "42", "--out", join(folder, "run"), "--quiet"];
    const child = spawn(process.execPath, ["--import", SAY_TIMES, MAIN, ...train, ...options], {
      stdio: ["ignore", "ignore", "pipe"],
    });
    let said = "";
    let watching = 0;
    child.stderr.on("data", (chunk: Buffer) => {
      said += chunk.toString();
      const [, url] = /Live page: (\S+)\n/.exec(said) ?? [];
      while (url !== undefined && watching < viewers) {
        lookOn(url);
        watching++;
      }
    });
    const code = await new Promise((resolve, reject) => child.on("error", reject).on("close", resolve));
    const [, mainThread, process_] = /times (\S+) (\S+)/.exec(said) ?? [];
    if (code !== 0 || mainThread === undefined)
      throw new Error(`The run ended with ${String(code)}: ${said}`);
    return { mainThread: Number(mainThread), process: Number(process_) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const rounds = Number(process.argv[2] ?? DEFAULT_ROUNDS);
const times = new Map(CASES.map(({ name }) => [name, new Array<ProcessorTime>()]));
for (let round = 0; round < rounds; round++) {
  const first = round % CASES.length;
  const order = [...CASES.slice(first), ...CASES.slice(0, first)];
  const isBackwards = Math.trunc(round / CASES.length) % 2 === 1;
  for (const { name, options, viewers } of isBackwards ? order.toReversed() : order) {
    times.get(name)?.push(await timeRun(options, viewers));
  }
}

/** The mean of some numbers and its standard error. */
function meanOf(numbers: readonly number[]): readonly [mean: number, standardError: number] {
  const { mean, variance } = momentsOf(numbers);
  return [mean, Math.sqrt(variance / numbers.length)];
}

/** What was measured of each case, and what it adds to what is not watched in its round, as rows of a table. */
function tableOf(what: string, of: (time: ProcessorTime) => number): readonly string[] {
  const controls = [...times.values()].slice(0, UNWATCHED).map((measured) => measured.map(of));
  const reference = Array.from({ length: rounds }, (_, round) => {
    const [mean] = meanOf(controls.map((taken) => taken[round] ?? NaN));
    return mean;
  });
  const [unwatched] = meanOf(reference);
  return [...times].map(([name, measured]) => {
    const taken = measured.map(of);
    const sorted = taken.toSorted((a, b) => a - b);
    const [least = NaN, median = NaN] = [sorted[0], sorted[sorted.length >> 1]];
    const added = meanOf(taken.map((time, round) => time - (reference[round] ?? NaN)));
    const [ms, percent] = [1, 100 / unwatched].map((unit) =>
      added.map((number) => (number * unit).toFixed(1)).join(" ± "),
    );
    return `| ${[`${what}, ${name}`, least.toFixed(0), median.toFixed(0), ms, percent].join(" | ")} |`;
  });
}

const { processor, cores, node, load, commit } = describeMachine();
console.log(
  [
    `The default run, ${rounds} times each. ${processor}, ${cores} cores, Node ${node}, load ${load}, commit ${commit}.`,
    "",
    "| processor time of | ms, least | median | adds, ms | % |",
    "|---|---:|---:|---:|---:|",
    ...tableOf("main thread", (time) => time.mainThread),
    ...tableOf("process", (time) => time.process),
  ].join("\n"),
);
