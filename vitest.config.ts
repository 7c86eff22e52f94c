import { defineConfig } from "vitest/config";

const SLOW = "tests/**/*.slow.test.ts";
/** Of each project, or it would run for the root as well. */
const globalSetup = ["tests/setup/webgpu.ts", "tests/setup/linear-model.ts"];

export default defineConfig({
  test: {
    projects: [
      {
        extends: true,
        test: { name: "quick", include: ["tests/**/*.test.ts"], exclude: [SLOW], globalSetup },
      },
      { extends: true, test: { name: "slow", include: [SLOW], globalSetup } },
    ],
    setupFiles: ["tests/setup/kernels.ts"],
    // WebGPU (Dawn) does not survive worker threads.
    pool: "forks",
    // All cores: much of the time goes to waiting for programs that tests start.
    maxWorkers: "100%",
    testTimeout: 60_000,
    hookTimeout: 60_000,
    retry: 0,
    // Node itself loads the build, so the tests run the files that ship. Only for coverage does vitest load it:
    // it would count a file that it has not loaded itself at the wrong lines.
    server: { deps: { external: process.argv.includes("--coverage") ? [] : [/\/dist\//] } },
    coverage: {
      provider: "v8",
      include: ["dist/{kernels,engine,actors,cli}/**/*.js"],
      exclude: ["dist/kernels/wasm/kernels.js"],
    },
  },
});
