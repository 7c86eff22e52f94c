import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  newSitting,
  readRunConfig,
  recover,
  RunDirectory,
  startTraining,
  writeResults,
} from "#actors/index.js";
import { CellfateError, resolveConfig, runRecord } from "#engine/index.js";
import { SMALL_RUN } from "../support/small-run.js";

const SITTING = newSitting({ name: "wasm", reason: "asked for" }, 1);
const NEWEST = "checkpoints/gen-000004.ckpt";

/** A file of the run with its text replaced by what `change` makes of it. */
function edit(name: string, change: (text: string) => string): (run: string) => void {
  return (run) => {
    const file = join(run, name);
    writeFileSync(file, change(readFileSync(file, "utf8")));
  };
}

/** A file of the run with its bytes replaced. */
function put(name: string, content: string): (run: string) => void {
  return (run) => {
    writeFileSync(join(run, name), content);
  };
}

function remove(...names: string[]): (run: string) => void {
  return (run) => {
    for (const name of names) rmSync(join(run, name), { recursive: true });
  };
}

/** A file of the run moved out of it, and a link in its place. */
function link(name: string): (run: string) => void {
  return (run) => {
    const outside = `${run}-outside`;
    cpSync(join(run, name), outside, { recursive: true });
    rmSync(join(run, name), { recursive: true });
    symlinkSync(outside, join(run, name));
  };
}

describe("a tampered run directory", () => {
  let home: string;

  /** A run of four generations, done, with checkpoints of the last two. */
  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), "cellfate-test-"));
    const directory = RunDirectory.create(join(home, "made"));
    const config = resolveConfig({ ...SMALL_RUN, search: { ...SMALL_RUN.search, generations: 4 } });
    await directory.writeJson("config", config);
    await directory.writeJson("run", runRecord(SITTING));
    const training = startTraining({ config, directory, backend: "wasm", workers: 1 });
    await writeResults(directory, config, "wasm", await training.outcome);
    directory.close();
  });
  afterAll(() => {
    rmSync(home, { recursive: true });
  });

  /** What resuming comes to: the code of a refusal, or the generation gone on from, with the codes of its notices. */
  async function comesTo(tamper: (run: string) => void): Promise<string> {
    const run = mkdtempSync(join(home, "run-"));
    cpSync(join(home, "made"), run, { recursive: true });
    tamper(run);
    let directory: RunDirectory | undefined;
    try {
      directory = RunDirectory.open(run);
      const recovery = await recover(directory, readRunConfig(directory.file("config")).config, SITTING);
      const from = recovery.done ? "done" : `from ${recovery.from?.state.generation ?? "the start"}`;
      return [from, ...recovery.notices.map(({ code }) => code)].join(", ");
    } catch (error) {
      if (error instanceof CellfateError) return error.code;
      throw error;
    } finally {
      directory?.close();
    }
  }

  it.each<[string, (run: string) => void, string]>([
    ["nothing", () => undefined, "done"],
    ["its champion gone", remove("champion.json"), "from 4"],
    ["its summary gone", remove("summary.json"), "from 4"],
    ["a summary that is none", put("summary.json", "[]"), "from 4"],
    ["a summary of another end", edit("summary.json", (t) => t.replace('"done"', '"failed"')), "from 4"],
    ["its record gone", remove("run.json", "champion.json"), "from 4, run.record"],
    ["its timings gone", remove("timings.jsonl", "champion.json"), "from 4"],
    ["its configuration gone", remove("config.json"), "run.missing"],
    ["a configuration that is none", put("config.json", "{"), "run.damaged"],
    ["a configuration too deep", put("config.json", "[".repeat(1000)), "run.damaged"],
    ["another seed", edit("config.json", (t) => t.replace(/"seed": \d+/, '"seed": 99')), "run.mismatch"],
    ["an unknown key", edit("config.json", (t) => t.replace("{", '{"colour": 1,')), "run.damaged"],
    ["its history gone", remove("history.jsonl"), "checkpoint.none"],
    ["an empty history", put("history.jsonl", ""), "checkpoint.none"],
    [
      "a line of its history gone",
      edit("history.jsonl", (t) => t.replace(/[^\n]*\n$/, "")),
      "from 3, checkpoint.skipped",
    ],
    ["a torn line", edit("history.jsonl", (t) => t.slice(0, -5)), "from 3, checkpoint.skipped"],
    ["more history than it knows of", edit("history.jsonl", (t) => `${t}{}\n`), "done"],
    [
      "a digit of its history changed",
      edit("history.jsonl", (t) => t.replace(/\d(?=[^\d]*\n$)/, "x")),
      "from 3, checkpoint.skipped",
    ],
    ["line ends of Windows", edit("history.jsonl", (t) => t.replaceAll("\n", "\r\n")), "checkpoint.none"],
    ["its newest checkpoint empty", put(NEWEST, ""), "from 3, checkpoint.skipped"],
    ["its newest checkpoint gone", remove(NEWEST), "from 3"],
    ["its checkpoints gone", remove("checkpoints"), "checkpoint.none"],
    [
      "its checkpoints emptied",
      (run) => {
        for (const name of readdirSync(join(run, "checkpoints"))) rmSync(join(run, "checkpoints", name));
      },
      "checkpoint.none",
    ],
    [
      "a folder for its newest checkpoint",
      (run) => {
        rmSync(join(run, NEWEST));
        mkdirSync(join(run, NEWEST));
      },
      "from 3, checkpoint.skipped",
    ],
    ["a link for its newest checkpoint", link(NEWEST), "from 3, checkpoint.skipped"],
    ...["checkpoints", "config.json", "history.jsonl", "champion.json", "summary.json", "run.json"].map(
      (name): [string, (run: string) => void, string] => [`a link for ${name}`, link(name), "run.foreign"],
    ),
  ])("with %s", async (_, tamper, expected) => {
    expect(await comesTo(tamper)).toBe(expected);
  });
});
