import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { type BuildOptions, build } from "esbuild";
import type { Page } from "playwright-core";
import { beforeAll, describe, expect, it } from "vitest";
import { evolve } from "#engine/index.js";
import { createBackend } from "#kernels/index.js";
import { batchOf, tanhGenome } from "../batches.js";
import { HAS_CHROMIUM_PACKAGE } from "../setup/chromium-package.js";
import { SMALL_RUN } from "../support/small-run.js";
import { launch } from "./launch.js";
import { serve } from "./serve.js";

const ROOT = new URL("../../", import.meta.url);
const README = readFileSync(new URL("README.md", ROOT), "utf8");
/** The programs that the README shows: a worker's and a page's. */
const [WORKER, PAGE] = [...README.slice(README.indexOf("## In a browser")).matchAll(/```js\n(.*?)```/gs)].map(
  ([, code]) => code!,
);
/** Without them a headless browser has no adapter; these give it one on the CPU. */
const ADAPTER_FLAGS = [
  "--enable-unsafe-webgpu",
  "--use-webgpu-adapter=swiftshader",
  "--enable-features=Vulkan",
  "--use-angle=swiftshader",
];

/** A program as one file for a browser, as the README says. */
async function bundle(program: Pick<BuildOptions, "entryPoints" | "stdin">): Promise<string> {
  const { outputFiles } = await build({
    ...program,
    bundle: true,
    minify: true,
    format: "esm",
    write: false,
  });
  return outputFiles[0]!.text;
}

describe.skipIf(!HAS_CHROMIUM_PACKAGE)("the engine and the kernels in a browser", () => {
  let page: Page;
  let program: string;

  beforeAll(async () => {
    program = await bundle({ entryPoints: [new URL("page.js", import.meta.url).pathname] });
    const { server, address } = await serve({
      "": '<!doctype html><meta charset="utf-8"><script type="module" src="page.js"></script>',
      "page.js": program,
      "worker.bundle.js": await bundle({ stdin: { contents: WORKER!, resolveDir: ROOT.pathname } }),
    });
    const browser = await launch(ADAPTER_FLAGS);
    page = await browser.newPage();
    await page.goto(address);
    return async () => {
      await browser.close();
      server.close();
    };
  });

  it("should be one file of at most 250 kB, 85 kB compressed", () => {
    expect(program.length).toBeLessThanOrEqual(250e3);
    expect(gzipSync(program).length).toBeLessThanOrEqual(85e3);
  });

  it("should evolve in a page as in Node, to the last digit", async () => {
    const { history, champion } = await evolve(SMALL_RUN);
    const found = await page.evaluate(`search(${JSON.stringify(SMALL_RUN)})`);
    expect(found).toStrictEqual([history, [...champion.genome]]);
  });

  it("should evolve in the README's worker as in Node, to the last digit", async () => {
    const [message] = await Promise.all([page.waitForEvent("console"), page.evaluate(PAGE!)]);
    const found = await Promise.all(message.args().map((argument) => argument.jsonValue() as unknown));
    const { history, champion } = await evolve({
      seed: 1,
      model: { duration: 5 },
      search: { generations: 3 },
    });
    expect(found).toStrictEqual([history, [...champion.genome]]);
  });

  it("should simulate on WebGPU as the reference does, up to rounding", async () => {
    const batch = batchOf({ steps: 50 }, [1], tanhGenome(1, 5, 0.5));
    const { states } = await (await createBackend("reference")).simulate(batch);
    const sent = JSON.stringify({ ...batch, genomes: [...batch.genomes] });
    const ours = await page.evaluate<number[]>(`simulate("webgpu", ${sent})`);
    expect(ours).toHaveLength(states.length);
    // As tests/conformance/states.slow.test.ts reasons for 50 steps of this drift.
    ours.forEach((state, i) => {
      expect(Math.abs(state - states[i]!)).toBeLessThanOrEqual(1e-5);
    });
  });
});
