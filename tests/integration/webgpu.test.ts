import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, inject, it } from "vitest";
import { cellfate, inTemporaryFolder } from "../support/cli.js";
import { SMALL_RUN_OPTIONS } from "../support/small-run.js";

interface Doctor {
  readonly backends: readonly { readonly name: string; readonly works: boolean; readonly cure?: string }[];
}

/** No driver can be found where the loader of Vulkan looks. */
const NO_DRIVER = { VK_DRIVER_FILES: "/nonexistent", VK_ICD_FILENAMES: "/nonexistent", LD_LIBRARY_PATH: "" };

function champion(folder: string, run: string): Buffer {
  return readFileSync(join(folder, run, "champion.json"));
}

describe.skipIf(!inject("webgpu"))("training on WebGPU", () => {
  const train = ["train", "--no-report", "--backend", "webgpu", "--quiet", ...SMALL_RUN_OPTIONS];

  it("gives the same bits twice, and across a resume", async () => {
    await inTemporaryFolder(async (folder) => {
      for (const args of [
        [...train, "--out", "first"],
        [...train, "--out", "second"],
        [...train, "--set", "search.generations=5", "--out", "cut"],
        ["resume", "--no-report", "cut", "--quiet", "--set", "search.generations=8"],
      ]) {
        const { code, stderr } = await cellfate(args, { cwd: folder });
        expect(code, stderr).toBe(0);
      }
      expect(champion(folder, "second")).toEqual(champion(folder, "first"));
      expect(champion(folder, "cut")).toEqual(champion(folder, "first"));
      expect(readFileSync(join(folder, "cut", "history.jsonl"))).toEqual(
        readFileSync(join(folder, "first", "history.jsonl")),
      );
    });
  });

  it("is what cellfate doctor tries, beside the other backends", async () => {
    const { code, stdout } = await cellfate(["doctor", "--json"]);
    expect(code).toBe(0);
    const { backends } = JSON.parse(stdout) as Doctor;
    expect(backends.map(({ name, works }) => [name, works])).toEqual([
      ["reference", true],
      ["wasm", true],
      ["webgpu", true],
    ]);
  });
});

describe("without a WebGPU driver", () => {
  it("cellfate doctor says what is missing and how to get it, and training can run", async () => {
    const { code, stdout } = await cellfate(["doctor", "--json"], { env: NO_DRIVER });
    expect(code).toBe(0);
    const webgpu = (JSON.parse(stdout) as Doctor).backends.find(({ name }) => name === "webgpu");
    expect(webgpu).toMatchObject({ works: false });
    expect(webgpu!.cure).toMatch(/driver|npm install/);
  });

  it("training on it fails with 1 before it makes a directory, never on another backend, and auto takes wasm and says why", async () => {
    await inTemporaryFolder(async (folder) => {
      const failed = await cellfate(
        ["train", "--no-report", "--backend", "webgpu", "--out", "r", ...SMALL_RUN_OPTIONS],
        {
          cwd: folder,
          env: NO_DRIVER,
        },
      );
      expect(failed.code, failed.stderr).toBe(1);
      expect(failed.stderr).toMatch(/--backend wasm/);
      // The advice can be followed as it is.
      const advised = await cellfate(
        ["train", "--no-report", "--backend", "wasm", "--quiet", "--out", "r", ...SMALL_RUN_OPTIONS],
        { cwd: folder },
      );
      expect(advised.code, advised.stderr).toBe(0);
      const auto = await cellfate(
        ["train", "--no-report", "--backend", "auto", "--quiet", "--out", "a", ...SMALL_RUN_OPTIONS],
        {
          cwd: folder,
          env: NO_DRIVER,
        },
      );
      expect(auto.code).toBe(0);
      const run = JSON.parse(readFileSync(join(folder, "a", "run.json"), "utf8")) as { backend: unknown };
      expect(run.backend).toMatchObject({ name: "wasm", reason: expect.stringMatching(/^auto: /) as string });
      expect(champion(folder, "a")).toEqual(champion(folder, "r"));
    });
  });
});
