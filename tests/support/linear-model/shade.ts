import { readFileSync } from "node:fs";
import type { DriftSummary, Individuals, ShadedDrifts } from "#kernels/index.js";
import type { DriftShader } from "#kernels/webgpu/drift-shader.js";

const FILE = "increment-linear.wgsl";

/** dt·f by the individual's own numbers. */
export const LINEAR_SHADER: DriftShader = {
  name: "linear",
  constants: [],
  modules: async () => [{ file: FILE, text: readFileSync(new URL(FILE, import.meta.url), "utf8") }],
};

/** The parameters of all individuals, read by one shader. */
export function shadeLinear({ individuals, genomes }: Individuals, summary: DriftSummary): ShadedDrifts {
  const all = Array.from({ length: individuals }, (_, individual) => individual);
  const parameters = genomes.length / individuals;
  return {
    summaries: all.map(() => summary),
    data: all.map((i) => genomes.slice(i * parameters, (i + 1) * parameters)),
    groups: [{ shader: LINEAR_SHADER, individuals: all }],
  };
}
