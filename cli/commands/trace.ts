import { extname } from "node:path";
import { Command, Option } from "@commander-js/extra-typings";
import { CellfateError } from "../../engine/index.js";
import { parsePort } from "../input/inspect-option.js";
import { refuseBeside } from "../input/refuse-beside.js";
import { examplesText } from "../output/examples.js";
import { exporterFor, TRACE_EXPORTERS } from "../output/exporters.js";
import { warn } from "../output/problem-text.js";
import { tell } from "../output/streams.js";
import { outputFile, STDOUT, writeOutput } from "../output/write-output.js";
import { Signals } from "../signals.js";
import { perfettoTrace } from "../trace/perfetto.js";
import { readTrace, traceFile } from "../trace/read-trace.js";
import { traceJson, traceText } from "../trace/summary-text.js";

/** What --format names, and the ending that a file of it may have. */
const FORMATS = {
  text: [traceText, ".txt"],
  json: [traceJson, ".json"],
  perfetto: [perfettoTrace, ".json"],
} as const;
const FORMAT_NAMES = ["text", "json", "perfetto"] as const;

interface TraceOptions {
  readonly format?: keyof typeof FORMATS | undefined;
  readonly out?: string | undefined;
}

export const command = new Command()
  .argument("<path>", "a run directory that has a trace, or the file of one")
  .addOption(
    new Option(
      "--format <name>",
      "the summary as text or JSON, or the trace as Perfetto and Chrome read it",
    ).choices(FORMAT_NAMES),
  )
  .option(
    "--out <file>",
    `file to write, by its ending: ${Object.keys(TRACE_EXPORTERS).join(" or ")}, the pictures being timelines; by default stdout`,
  )
  .option("--replay [port]", "show the trace on a page of this machine; --replay=PORT chooses the port")
  .addHelpText(
    "after",
    examplesText(
      "cellfate trace runs/pinned-ends-7",
      "cellfate trace runs/pinned-ends-7 --out timeline.html",
      "cellfate trace runs/pinned-ends-7 --format perfetto --out perfetto.json",
    ),
  )
  .action(async (path, { replay, ...options }) => {
    if (replay === undefined) return drawUp(path, options);
    refuseBeside("--replay", options);
    await showReplay(path, parsePort(replay, "--replay"));
  });

function warnTorn(where: string): void {
  warn({
    message: "The last line of the trace is torn and left out: the run was killed, or goes on.",
    where,
  });
}

/** Serves a page of a trace until a signal ends it. */
async function showReplay(path: string, port: number): Promise<void> {
  const { serveReplay } = await import("../inspect/serve-replay.js");
  const signals = new Signals();
  const server = await serveReplay(traceFile(path), port, warnTorn);
  await new Promise<void>((resolve) => {
    signals.onFirst(resolve);
  });
  server.close();
  signals.close();
}

async function drawUp(path: string, { format, out = STDOUT }: TraceOptions): Promise<void> {
  const [asked, own] = FORMATS[format ?? "text"];
  const ending = extname(out).toLowerCase();
  // A format that is named counts; of two that end alike it says which.
  const exporter = format !== undefined && ending === own ? asked : exporterFor(TRACE_EXPORTERS, out, asked);
  if (format !== undefined && exporter !== asked) {
    throw new CellfateError({
      code: "usage.options",
      message: `Give --format ${format} or --out ${out}, which is another format, not both`,
      where: `--format ${format}`,
      cure: `Leave --format out, or let the name end in ${own}.`,
    });
  }
  const file = outputFile(out);
  const trace = traceFile(path);
  const events = readTrace(trace, warnTorn);
  await writeOutput(file, await exporter(events));
  if (file.kind !== "stdout") tell(`The trace is drawn up in ${file.name}\n`);
}
