import { CellfateError, layoutOf, LIMITS, type System } from "../../kernels/index.js";
import { parametersOf } from "../models/system.js";

/** Bytes that the patterns of one individual take, should no two replicates agree: their words and a count each. */
export function ensembleBytes(system: System, replicates: number): number {
  return replicates * 4 * (layoutOf(system).wordsPerPattern + 1);
}

/** Bytes of the states of a replicate, or of their adjoints. */
export function stateBytes({ lattice }: System): number {
  return 4 * lattice.cells;
}

/** Bytes of so many genomes. */
export function genomeBytes(system: System, individuals: number): number {
  return 4 * individuals * parametersOf(system);
}

/** Bytes for people: `268.4 MB`. */
export function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toPrecision(4)} MB`;
}

/**
 * Refuses an ensemble whose patterns cannot be held or sent, before any of it is simulated.
 *
 * @param where the option that asks for it
 * @throws CellfateError `usage.size`
 */
export function checkEnsembleSize(system: System, replicates: number, where: string): void {
  const bytes = ensembleBytes(system, replicates);
  if (bytes <= LIMITS.arrayBytes) return;
  const most = Math.trunc(LIMITS.arrayBytes / ensembleBytes(system, 1));
  throw new CellfateError({
    code: "usage.size",
    message: `${replicates} patterns of ${system.lattice.cells} cells can take ${megabytes(bytes)}, and the limit is ${megabytes(LIMITS.arrayBytes)}`,
    where,
    cure: `Take ${most} replicates or fewer, or fewer cells.`,
  });
}
