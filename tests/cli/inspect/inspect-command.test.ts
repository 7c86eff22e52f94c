import { once } from "node:events";
import { existsSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { frameSchema } from "#cli/inspect/frame.js";
import { parseInspect } from "#cli/input/inspect-option.js";
import { ask } from "../../support/ask.js";
import { cellfate, inTemporaryFolder } from "../../support/cli.js";
import { SMALL_RUN_OPTIONS } from "../../support/small-run.js";
import { linesOf, resultsOf, start, until } from "../../support/survival.js";

const SMALL = [...SMALL_RUN_OPTIONS, "--quiet", "--no-report"];

describe("train --inspect", () => {
  it("says where the page is, even when quiet, and gives the same bytes as without", () =>
    inTemporaryFolder(async (cwd) => {
      const watched = await cellfate(["train", ...SMALL, "--inspect", "--out", "watched"], { cwd });
      expect(watched.stderr).toMatch(/^Live page: http:\/\/127\.0\.0\.1:\d+\/[\w-]{32}\/\n$/);
      const plain = await cellfate(["train", ...SMALL, "--out", "plain"], { cwd });
      expect([watched.code, plain.code]).toEqual([0, 0]);
      expect(resultsOf(join(cwd, "watched"))).toEqual(resultsOf(join(cwd, "plain")));
    }));

  it("tells who looks on everything at once, and in the end that it was interrupted", () =>
    inTemporaryFolder(async (folder) => {
      const long = ["--set", "search.generations=100000"];
      const run = join(folder, "run");
      const { child, ended } = start(["train", ...SMALL, ...long, "--inspect", "--out", run]);
      let told = "";
      child.stderr?.on("data", (chunk: Buffer) => (told += chunk.toString()));
      await until(() => linesOf(run) > 0);
      const asked = ask(new URL("events", /http\S+/.exec(told)?.[0]));
      await new Promise((resolve) => setTimeout(resolve, 300));
      child.kill("SIGINT");
      const { body } = await asked;
      expect((await ended).code).toBe(130);
      const frames = body
        .split("\n\n")
        .filter((message) => message !== "")
        .map((message) => frameSchema.parse(JSON.parse(message.replace(/^data: /, ""))));
      expect(frames[0]).toMatchObject({ name: "run", status: "running" });
      expect(frames[0]?.search).toBeDefined();
      expect(frames.length).toBeGreaterThan(1);
      const last = frames.at(-1);
      expect(last?.status).toBe("interrupted");
      expect(last?.activity.machines.find(({ name }) => name === "population-manager")?.state).toBe(
        "interrupted",
      );
    }));

  it.each(["80801", "-1", "x", "1.5", "0x50", "stately.ai", ""])("takes %j for no port", (given) => {
    expect(() => parseInspect(given)).toThrow(/^Expected a port, 0 … 65535, found "/);
  });

  it("takes a port, nothing, which is one that is free, or Stately's inspector", () => {
    expect((["8090", "0", true, "stately"] as const).map(parseInspect)).toEqual([...[8090, 0, 0, "stately"]]);
  });

  it("refuses a port that is in use, and leaves nothing behind", () =>
    inTemporaryFolder(async (cwd) => {
      const server = createServer().listen(0, "127.0.0.1");
      await once(server, "listening");
      const address = server.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      const { code, stderr } = await cellfate(["train", ...SMALL, `--inspect=${port}`, "--out", "run"], {
        cwd,
      });
      server.close();
      expect([code, stderr]).toEqual([2, expect.stringMatching(/is in use[^]*Give another port/)]);
      expect(existsSync(join(cwd, "run"))).toBe(false);
    }));

  it.each([["--seeds", "1..2"], ["--dry-run"]])("is refused beside %s", (...other) =>
    inTemporaryFolder(async (cwd) => {
      const { code, stderr } = await cellfate(["train", ...SMALL, "--inspect", ...other], { cwd });
      expect([code, stderr]).toEqual([2, expect.stringContaining(`Give ${other[0]} or --inspect, not both`)]);
    }),
  );
});

describe("trace --replay", () => {
  it("serves frames of a trace, until Ctrl-C ends it as it should end", () =>
    inTemporaryFolder(async (folder) => {
      const run = join(folder, "run");
      expect((await cellfate(["train", ...SMALL, "--trace", "--out", run])).code).toBe(0);
      const { child, ended } = start(["trace", run, "--replay"]);
      let told = "";
      child.stderr?.on("data", (chunk: Buffer) => (told += chunk.toString()));
      await until(() => told.includes("Ctrl-C"));
      const url = new URL(/http\S+/.exec(told)?.[0] ?? "");
      const duration = Number(/data-duration="([\d.]+)"/.exec((await ask(url)).body)?.[1]);
      expect(duration).toBeGreaterThan(0);
      const frameAt = async (t: string): Promise<unknown> =>
        frameSchema.parse(JSON.parse((await ask(new URL(`frame?t=${t}`, url))).body));
      expect(await frameAt(`${duration}`)).toMatchObject({ name: "run", status: "done", generation: 7 });
      expect(await frameAt("0")).toMatchObject({ t: 0, status: "running", generation: null });
      expect(await frameAt("nonsense")).toMatchObject({ t: 0 });
      child.kill("SIGINT");
      expect(await ended).toMatchObject({ code: 0, stdout: "" });
    }));

  it.each([
    ["--format", "json"],
    ["--out", "t.html"],
  ])("is refused beside %s", async (...other) => {
    const { code, stderr } = await cellfate(["trace", "nowhere", "--replay", ...other]);
    expect([code, stderr]).toEqual([2, expect.stringContaining("Give --replay or")]);
  });
});
