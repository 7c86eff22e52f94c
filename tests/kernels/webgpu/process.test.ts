import { spawnSync } from "node:child_process";
import { describe, expect, inject, it } from "vitest";

const CYCLES = Number(process.env["WEBGPU_CYCLES"] ?? 20);
const MEGABYTE = 1e6;
/** A cycle compiles three shaders, for which a software adapter takes most of a second. */
const CYCLE_MS = 5000;

/** Runs a program in a process of its own, which is killed if it does not end by itself. */
function run(args: readonly string[], env: Record<string, string> = {}, timeout = 30_000) {
  return spawnSync(process.execPath, args, {
    encoding: "utf8",
    env: { ...process.env, ...env },
    killSignal: "SIGKILL",
    timeout,
  });
}

describe.skipIf(!inject("webgpu"))("a process that opened WebGPU", () => {
  // WEBGPU_CYCLES=200 npx vitest run tests/kernels/webgpu/process.test.ts
  it(
    `should end by itself and not grow by more than 20 MB after the tenth of ${CYCLES} cycles`,
    () => {
      const script = ["--expose-gc", "tests/kernels/webgpu/cycles.mjs", String(CYCLES)];
      const { status, stdout } = run(script, {}, CYCLES * CYCLE_MS);
      expect(status).toBe(0);
      const resident = stdout.trim().split("\n").map(Number);
      expect(resident).toHaveLength(CYCLES);
      // The least of five cycles: memory that the allocator is about to give back comes and goes by 40 MB.
      const tenth = Math.min(...resident.slice(7, 12));
      const last = Math.min(...resident.slice(-5));
      expect((last - tenth) / MEGABYTE).toBeLessThanOrEqual(20);
    },
    CYCLES * CYCLE_MS,
  );
});

describe("a machine without a driver", () => {
  it("should be told what is missing and what to do", () => {
    const program = `
      const { createBackend } = await import("#kernels/index.js");
      const { code, cure } = await createBackend("webgpu").catch((error) => error);
      console.log(JSON.stringify({ code, cure }));
    `;
    const nowhere = { VK_DRIVER_FILES: "/nonexistent.json", VK_ICD_FILENAMES: "/nonexistent.json" };
    const { status, stdout } = run(["--input-type=module", "--eval", program], nowhere);
    expect(status).toBe(0);
    const error: unknown = JSON.parse(stdout.trim().split("\n").at(-1)!);
    expect(error).toMatchObject({
      code: "backend.unavailable",
      cure: expect.stringContaining("--backend wasm") as string,
    });
  });
});
