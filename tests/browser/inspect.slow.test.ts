import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { beforeAll, describe, expect, it } from "vitest";
import { RunDirectory, startTraining } from "#actors/index.js";
import { startLocal } from "#actors/workers/local-worker.js";
import { WorkerPool } from "#actors/workers/worker-pool.js";
import { RecordReader } from "#cli/trace/record-reader.js";
import { RunRecorder } from "#cli/trace/run-recorder.js";
import { TRACE_VERSION } from "#cli/trace/trace-event.js";
import { TraceFile } from "#cli/trace/trace-file.js";
import { resolveConfig } from "#engine/index.js";
import { HAS_CHROMIUM_PACKAGE } from "../setup/chromium-package.js";
import { SMALL_RUN } from "../support/small-run.js";
import { start, until } from "../support/survival.js";
import { killable } from "../support/unreliable-worker.js";
import { launch } from "./launch.js";

const WHITE = "rgb(255, 255, 255)";
/** The states that are lit, in all charts. */
const LIT = "[...document.querySelectorAll('[data-state][data-active]')].map(e => e.dataset.state).join(' ')";

/** The edges that are. */
const TAKEN = LIT.replaceAll("state", "edge");

/** Starts a command that serves a page, and waits for its address. */
async function serving(
  args: readonly string[],
): Promise<ReturnType<typeof start> & { readonly url: string }> {
  const started = start(args);
  let told = "";
  started.child.stderr?.on("data", (chunk: Buffer) => (told += chunk.toString()));
  await Promise.race([until(() => /http\S+\//.test(told)), started.ended]);
  const [url] = /http\S+\//.exec(told) ?? [];
  if (url === undefined) throw new Error(told);
  return { ...started, url };
}

/** Opens a page, which must not complain, nor ask anybody but its server for anything. */
async function inPage(
  browser: Browser,
  url: string,
  options: BrowserContextOptions,
  work: (page: Page) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => complaints.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("request", (request) => {
    if (!request.url().startsWith(url) && !request.url().startsWith("data:")) complaints.push(request.url());
  });
  try {
    await page.goto(url);
    await work(page);
    expect(complaints).toEqual([]);
  } finally {
    await context.close();
  }
}

/** Waits until the page says so. */
async function hasStatus(page: Page, status: RegExp): Promise<void> {
  await page.locator("#status", { hasText: status }).waitFor();
}

/** Collects what an expression comes to in a page, until there are so many different values. */
async function different(page: Page, expression: string, count: number): Promise<Set<string>> {
  const seen = new Set<string>();
  const end = performance.now() + 20_000;
  while (seen.size < count && performance.now() < end) seen.add(await page.evaluate<string>(expression));
  return seen;
}

describe.skipIf(!HAS_CHROMIUM_PACKAGE)("the page of a run in a browser", () => {
  let browser: Browser;
  let home: string;

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), "cellfate-test-"));
    browser = await launch();
    return async () => {
      await browser.close();
      rmSync(home, { recursive: true });
    };
  });

  it("shows it while it goes on, after a reload too, and stays as it is when it ends", async () => {
    const { url, ended } = await serving([
      ...["train", "--inspect", "--quiet", "--no-report", "--out", join(home, "live")],
      // Some eight seconds on a machine with two cores.
      ...["--set", "search.generations=150"],
    ]);
    await inPage(browser, url, {}, async (page) => {
      // In one frame of four some machine is not where it mostly is, and there are forty: that none differs is one in 10⁵.
      const lit = await different(page, LIT, 2);
      expect(lit.size).toBe(2);
      expect([...lit].join(" ")).toContain("population-manager.evaluating");
      const taken = await different(page, TAKEN, 3);
      expect([...taken].join(" ")).toContain("population-manager.recording done");
      const generation = "document.querySelector('#fitness figcaption')?.textContent ?? ''";
      expect((await different(page, generation, 3)).size).toBe(3);
      await page.waitForSelector("#regulation svg");
      await page.waitForSelector("#patterns .cell");
      expect(await page.textContent("h1")).toBe("Run live");
      expect(await page.textContent("#workers")).toContain("Worker 1");
      expect(await page.textContent("#messages")).toContain("evaluator → worker");
      await page.click("#pause");
      expect((await different(page, "document.querySelector('#events').textContent", 1)).size).toBe(1);
      const paused = await page.textContent("#events");
      await page.waitForTimeout(500);
      expect(await page.textContent("#events")).toBe(paused);

      await page.reload();
      await page.waitForSelector("#fitness svg");
      await hasStatus(page, /^Done/);
      expect((await ended).code).toBe(0);
      const last = await page.textContent("body");
      expect(last).toContain("generation 149");
      expect(await page.evaluate(LIT)).toContain("population-manager.done");
      await page.waitForTimeout(500);
      expect(await page.textContent("#status")).toBe("Done. The run has ended; this page stays as it is.");
    });
  });

  describe("that is replayed", () => {
    let url: string;

    beforeAll(async () => {
      const file = join(home, "lost.jsonl");
      const trace = new TraceFile({ name: file, path: file, kind: "file" }, (error) => {
        throw error;
      });
      const reader = new RecordReader((event) => {
        trace.append(event);
      });
      const recorder = new RunRecorder((recorded) => {
        reader.read(recorded);
      });
      recorder.record({
        ...{ type: "trace", version: TRACE_VERSION, name: "lost", program: "0.1.0" },
        startedAt: new Date().toISOString(),
      });
      const directory = RunDirectory.create(join(home, "lost"));
      let shards = 0;
      const source = new WorkerPool(2, () =>
        killable(startLocal(), (kill, { attempt }) => {
          if (attempt > 1 || ++shards % 5 !== 0) return true;
          kill();
          return false;
        }),
      );
      const config = resolveConfig(SMALL_RUN);
      const run = startTraining({
        ...{ config, directory, backend: "wasm", workers: 2, source, observer: recorder },
        onGeneration: (record) => {
          recorder.record({ type: "generation", record });
        },
      });
      recorder.record({ type: "end", status: (await run.outcome).status });
      recorder.flush();
      directory.close();
      trace.close();
      const served = await serving(["trace", file, "--replay"]);
      url = served.url;
      return async () => {
        served.child.kill("SIGINT");
        expect((await served.ended).code).toBe(0);
      };
    });

    it("shows the shards of workers that were killed at their second attempt", () =>
      inPage(browser, url, {}, async (page) => {
        await hasStatus(page, /^A trace/);
        expect(await page.textContent("#workers")).not.toContain("attempt 2");
        await page.selectOption("#speed", "0.1");
        await page.click("#play");
        const lit = await different(page, LIT, 3);
        expect(lit.size).toBeGreaterThanOrEqual(3);
        await page.click("#play");
        // With the keyboard to the end.
        await page.focus("#time");
        await page.keyboard.press("End");
        await hasStatus(page, /done/);
        expect(await page.textContent("#workers")).toContain("attempt 2");
        expect(await page.textContent("#workers")).toContain("gone at");
        expect(await page.evaluate(LIT)).toContain("population-manager.done");
        await page.keyboard.press("Home");
        await hasStatus(page, /replayed\.$/);
        expect(await page.textContent("#workers")).not.toContain("attempt 2");
      }));

    it.each([
      [1280, "light"],
      [1280, "dark"],
      [400, "light"],
      [400, "dark"],
    ] as const)("fits %i pixels, %s", (width, colorScheme) =>
      inPage(browser, url, { viewport: { width, height: 800 }, colorScheme }, async (page) => {
        await page.focus("#time");
        await page.keyboard.press("End");
        await page.waitForSelector("#fitness svg");
        expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(width);
        const surface = await page.evaluate("getComputedStyle(document.body).backgroundColor");
        expect(surface === WHITE).toBe(colorScheme === "light");
        const levels = await page.evaluate<string[]>(
          "[...document.querySelectorAll('h1, h2, h3')].map(e => e.tagName)",
        );
        expect(levels.slice(0, 3)).toEqual(["H1", "H2", "H3"]);
        expect(levels.filter((level) => level === "H1")).toEqual(["H1"]);
      }),
    );
  });
});
