import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["tests/**/*.test.ts"],
    globalSetup: ["tests/setup/webgpu.ts"],
    // WebGPU (Dawn) does not survive worker threads.
    pool: "forks",
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
