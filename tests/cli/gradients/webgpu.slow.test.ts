import { describe, expect, inject, it } from "vitest";
import type { GenerationDiagnosis } from "#engine/index.js";
import type { NamedDiagnosis } from "#cli/output/gradients.js";
import { cellfate } from "../../support/cli.js";
import { SMALL_GRADIENT_OPTIONS } from "../../support/small-gradient.js";

/** What `cellfate gradients` says of the start of training on a backend. */
async function startOn(backend: string): Promise<GenerationDiagnosis> {
  const options = [...SMALL_GRADIENT_OPTIONS, "--set", "search.stop.generations=1", "--backend", backend];
  const { code, stdout, stderr } = await cellfate(["gradients", ...options, "--json"]);
  expect(code, stderr).toBe(0);
  return (JSON.parse(stdout) as NamedDiagnosis).generations[0]!;
}

describe.skipIf(!inject("webgpu"))("cellfate gradients on webgpu", () => {
  it("says what it says on wasm", async () => {
    const [one, other] = [await startOn("webgpu"), await startOn("wasm")];
    // States of f32, where WGSL may fuse a·b + c, are off by some 1e-6 after 50 steps; what is made of them by as much.
    expect(Math.abs(one.softUtility! - other.softUtility!)).toBeLessThan(1e-4);
    expect(Math.abs(one.pathwise!.norm / other.pathwise!.norm - 1)).toBeLessThan(1e-3);
    expect(one.adjoint.steps).toEqual(other.adjoint.steps);
    one.adjoint.norms.forEach((norm, i) => {
      expect(Math.abs(norm / other.adjoint.norms[i]! - 1)).toBeLessThan(1e-3);
    });
  });
});
