import type { NamedDiagnosis } from "#cli/output/gradients.js";
import { cellfate } from "./cli.js";

/** The trainings by gradients of the project before this one that learned nothing. */
export const STALLS = {
  first: new URL("../../docs/gradients-first-stall.yaml", import.meta.url).pathname,
  plateau: new URL("../../docs/gradients-plateau-stall.yaml", import.meta.url).pathname,
} as const;

/** What `cellfate gradients --json` says of a configuration's file. */
export async function diagnosisOf(file: string, ...options: readonly string[]): Promise<NamedDiagnosis> {
  const { code, stdout, stderr } = await cellfate(["gradients", "--config", file, "--json", ...options]);
  if (code !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as NamedDiagnosis;
}
