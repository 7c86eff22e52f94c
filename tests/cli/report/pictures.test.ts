import { decode } from "fast-png";
import { describe, expect, it } from "vitest";
import { LANDSCAPE_EXPORTERS, TRAJECTORY_EXPORTERS } from "#cli/output/exporters.js";
import {
  createBackend,
  freshKeys,
  parseRegulator,
  resolveConfig,
  systemOf,
  utilityLandscape,
} from "#engine/index.js";
import { expectWellFormed } from "../../support/well-formed.js";

type Format = ".html" | ".svg" | ".png";

/** Holds that a picture is one in its format. */
function expectPicture(format: Format, content: unknown): void {
  if (format === ".png") {
    const { width, height } = decode(content as Uint8Array);
    expect(Math.min(width, height)).toBeGreaterThan(200);
  } else if (format === ".svg") expectWellFormed(content as string);
  else expect(content).toMatch(/^<!doctype html>[^]*<svg[^]*<\/html>\n$/);
}

describe("a picture that --out asks for by its ending", () => {
  it.each<Format>([".html", ".svg", ".png"])("of a landscape is %s", async (format) => {
    expectPicture(format, await LANDSCAPE_EXPORTERS[format]!(utilityLandscape({ cells: 5 })));
  });

  it.each<[Format, cells: number, replicates: number]>([
    [".html", 7, 10],
    [".svg", 1, 1],
    [".png", 33, 5],
    [".svg", 4096, 2],
  ])("of trajectories is %s, with %d cells and %d replicates", async (format, cells, replicates) => {
    const { hidden, genome } = parseRegulator("tanh")!;
    const config = resolveConfig({ model: { cells, duration: 0.2 }, network: { hidden } });
    const backend = await createBackend("wasm");
    const request = {
      ...{ system: systemOf(config), genome, keys: freshKeys(1, "evaluate", 0), replicates, every: 2 },
    };
    expectPicture(format, await TRAJECTORY_EXPORTERS[format]!({ backend, request, head: {} }));
  });
});
