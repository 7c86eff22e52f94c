import { spawnSync } from "node:child_process";
import type { TestProject } from "vitest/node";
import { softwareAdapterEnvironment } from "./software-adapter.js";

declare module "vitest" {
  interface ProvidedContext {
    /** Whether the test processes have a WebGPU adapter. */
    webgpu: boolean;
  }
}

const PROBE = `
  const { describeAdapter } = await import("#kernels/webgpu/adapter.js");
  process.stdout.write((await describeAdapter()).name);
  process.exit(0);
`;

/**
 * Gives the test processes a WebGPU adapter: SwiftShader, or with WEBGPU_ADAPTER=system the machine's own. The
 * environment is set before any of them starts, as the loader of the drivers reads it at the start of a process.
 *
 * Without an adapter the tests that need one are skipped, which is an error with REQUIRE_WEBGPU=1.
 */
export default function setUp(project: TestProject): void {
  if (process.env["WEBGPU_ADAPTER"] !== "system") Object.assign(process.env, softwareAdapterEnvironment());
  const root = project.config.root;
  const probe = spawnSync(process.execPath, ["--input-type=module", "--eval", PROBE], {
    cwd: root,
    encoding: "utf8",
    timeout: 60_000,
  });
  const found = probe.status === 0;
  project.provide("webgpu", found);
  if (found) {
    process.stderr.write(`WebGPU tests run on ${probe.stdout}.\n`);
    return;
  }
  const message = `NO WEBGPU ADAPTER: the tests of the webgpu backend cannot run.\n${probe.stderr}`;
  if (process.env["REQUIRE_WEBGPU"] === "1") throw new Error(message);
  process.stderr.write(`${message}\nThey are SKIPPED. REQUIRE_WEBGPU=1 makes this an error.\n`);
}
