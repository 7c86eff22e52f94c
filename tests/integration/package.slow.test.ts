import { execFile } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { inTemporaryFolder } from "../support/cli.js";
import { SMALL_RUN_OPTIONS } from "../support/small-run.js";

const run = promisify(execFile);
const ROOT = new URL("../..", import.meta.url).pathname;

describe("the package", () => {
  it("installed into an empty folder trains with npx and can be imported", { timeout: 300_000 }, async () => {
    await inTemporaryFolder(async (folder) => {
      // Packed from the build that is there: prepack would build it again under the other tests.
      const { stdout } = await run(
        "npm",
        ["pack", "--json", "--ignore-scripts", "--pack-destination", folder],
        {
          cwd: ROOT,
        },
      );
      const [packed] = JSON.parse(stdout) as { filename: string; files: { path: string }[] }[];
      const paths = packed!.files.map(({ path }) => path);
      expect(paths).toContain("dist/kernels/wasm/kernels.wasm");
      expect(paths).toContain("dist/bin/THIRD-PARTY-NOTICES.txt");
      expect(
        paths.filter((path) => /^(tests|bench|kernels|dist\/(actors|cli))\/|\.tsbuildinfo$/.test(path)),
      ).toEqual([]);

      writeFileSync(join(folder, "package.json"), '{ "private": true, "type": "module" }');
      const install = ["install", "--prefer-offline", "--no-audit", "--no-fund", "--omit=optional"];
      await run("npm", [...install, join(folder, packed!.filename)], { cwd: folder });
      await run(
        "npx",
        ["--no-install", "cellfate", "train", "--quiet", "--out", "run", ...SMALL_RUN_OPTIONS],
        {
          cwd: folder,
        },
      );
      expect(existsSync(join(folder, "run", "champion.json"))).toBe(true);
      // Without its optional packages.
      expect(existsSync(join(folder, "node_modules", "webgpu"))).toBe(false);
      const doctor = await run("npx", ["--no-install", "cellfate", "doctor", "--json"], { cwd: folder });
      expect(JSON.parse(doctor.stdout)).toMatchObject({
        backends: [
          { name: "reference", works: true },
          { name: "wasm", works: true },
          { name: "webgpu", works: false, cure: expect.stringContaining("npm install webgpu") as unknown },
        ],
      });

      const script = `
        import { ensembleMeasures, entropyFromCounts, evolve, randomBits, key } from "cellfate/engine";
        import { figures } from "cellfate/figures";
        import { createBackend } from "cellfate/kernels";
        const backend = await createBackend("wasm");
        backend.dispose();
        console.log(JSON.stringify({
          bits: [...randomBits(key(0), 3)],
          entropy: entropyFromCounts([1, 1, 1, 1, 1]),
          patternEntropy: ensembleMeasures(["01010"]).patternEntropy,
          evolve: typeof evolve,
          figure: figures.fitness({ history: [] }).name,
        }));`;
      const imported = await run(process.execPath, ["--input-type=module", "-e", script], { cwd: folder });
      const values = JSON.parse(imported.stdout) as Record<string, unknown>;
      expect(values["bits"]).toEqual([4070199207, 4202968722, 1427181096]);
      expect(values["entropy"]).toBeCloseTo(2.321928094887362, 12);
      expect(values["patternEntropy"]).toBeCloseTo(0.9709505944546686, 12);
      expect(values["evolve"]).toBe("function");
      expect(values["figure"]).toBe("fitness");
    });
  });
});
