import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { exporterFor, LANDSCAPE_EXPORTERS } from "#cli/output/exporters.js";
import { cellfate, inTemporaryFolder } from "../support/cli.js";

const SIMULATE = ["simulate", "--regulator", "tanh", "--replicates", "5", "--every", "500", "--out"];

describe("the format of --out", () => {
  const otherwise = (): string => "";

  it.each([
    ["a.csv", LANDSCAPE_EXPORTERS[".csv"]],
    ["a.JSON", LANDSCAPE_EXPORTERS[".json"]],
    ["b.csv/a.json", LANDSCAPE_EXPORTERS[".json"]],
    ["-", otherwise],
    ["pipe", otherwise],
    ["a.b/pipe", otherwise],
  ])("of %s is that of its ending, if it has one", (name, exporter) => {
    expect(exporterFor(LANDSCAPE_EXPORTERS, name, otherwise)).toBe(exporter);
  });

  it.each([
    [["landscape", "--out"], "l.parquet", ".csv, .json, .html, .svg, .png"],
    [SIMULATE, "t.parquet", ".json, .csv, .html, .svg, .png"],
    [SIMULATE, "t.csv.gz", ".json, .csv, .html, .svg, .png"],
  ])("is refused before any work where %j %s asks for none there is", (command, name, known) =>
    inTemporaryFolder(async (folder) => {
      const { code, stdout, stderr } = await cellfate([...command, name], { cwd: folder });
      expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
      expect(stderr).toContain(`Known: ${known}.`);
      expect(readdirSync(folder)).toEqual([]);
    }),
  );

  it("is not asked for in two ways", async () => {
    const { code, stderr } = await cellfate(["landscape", "--json", "--out", "l.csv"]);
    expect(code).toBe(2);
    expect(stderr).toContain("Give --json or --out l.csv");
  });
});

describe("trajectories as CSV", () => {
  it("are those of the JSON, a line a frame of a replicate", () =>
    inTemporaryFolder(async (folder) => {
      for (const name of ["t.csv", "t.json"]) {
        const { code, stderr } = await cellfate([...SIMULATE, name], { cwd: folder });
        expect(code, stderr).toBe(0);
      }
      const { times, states } = JSON.parse(readFileSync(join(folder, "t.json"), "utf8")) as {
        times: number[];
        states: number[][][];
      };
      const [head, ...lines] = readFileSync(join(folder, "t.csv"), "utf8").trimEnd().split("\n");
      expect(head).toBe("replicate,time,cell0,cell1,cell2,cell3,cell4,cell5,cell6");
      expect(lines.map((line) => line.split(",").map(Number))).toEqual(
        states.flatMap((frames, replicate) =>
          frames.map((cells, frame) => [replicate, times[frame], ...cells]),
        ),
      );
    }));
});
