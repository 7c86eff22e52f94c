import * as z from "zod";
import { checkString, F32 } from "../../kernels/check.js";
import { CellfateError, LIMITS, parameterCount } from "../../kernels/index.js";
import type { Config } from "../config/config.js";
import { modelSchema } from "../config/schema.js";
import { regulated } from "../models/models.js";
import type { MeasuresReport } from "../evaluation/measures-report.js";
import { type EstimatorName, ESTIMATOR_NAMES } from "../information/entropy-estimators.js";
import type { Champion } from "../evolution/champion.js";

/** champion.json: everything that is needed to simulate the champion again, and what it measured. */
export interface ChampionRecord {
  readonly schemaVersion: 1;
  readonly seed: number;
  readonly generation: number;
  readonly model: Config["model"];
  readonly network: Pick<Config["network"], "hidden">;
  /** Flat, in Flax's order. */
  readonly genome: readonly number[];
  readonly measures: MeasuresReport;
}

/** The record of a champion. */
export function championRecord(config: Config, champion: Champion, measures: MeasuresReport): ChampionRecord {
  return {
    schemaVersion: 1,
    seed: config.seed,
    generation: champion.generation,
    model: config.model,
    network: { hidden: config.network.hidden },
    genome: [...champion.genome],
    measures,
  };
}

/** What of a champion's file is needed to simulate it; its measures are not believed but made again, in the same way. */
export interface ChampionSource extends Pick<
  ChampionRecord,
  "seed" | "generation" | "model" | "network" | "genome"
> {
  readonly measures?: { readonly estimator?: EstimatorName | undefined } | undefined;
}

const sourceSchema = z.object({
  schemaVersion: z.literal(1),
  seed: z.int().min(0).max(LIMITS.seed),
  generation: z.int().min(0),
  model: modelSchema,
  // How fresh genomes are drawn is nothing of a champion's.
  network: z.pipe(
    regulated.section,
    z.transform(({ hidden }) => ({ hidden })),
  ),
  genome: z.array(z.number().min(F32[0]).max(F32[1])).max(10_000_000),
  measures: z.object({ estimator: z.enum(ESTIMATOR_NAMES).optional() }).optional(),
});

/**
 * The champion that a parsed file holds.
 *
 * @param where the file, for the error
 * @throws CellfateError `champion.damaged`, `argument.invalid`
 */
export function parseChampion(value: unknown, where: string): ChampionSource {
  checkString(where, "where");
  const damaged = (what: string): CellfateError =>
    new CellfateError({
      code: "champion.damaged",
      message: `This is not a champion's file: ${what}`,
      where,
      cure: "Give the champion.json that cellfate train wrote, or a run directory.",
    });
  const result = sourceSchema.safeParse(value);
  if (!result.success) {
    const issue = result.error.issues[0];
    throw damaged(`${issue?.path.join(".") ?? ""}: ${issue?.message ?? "unreadable"}`);
  }
  const { genome, network } = result.data;
  if (genome.length !== parameterCount(network.hidden)) {
    throw damaged(`${genome.length} parameters do not fit hidden layers (${network.hidden.join(", ")}).`);
  }
  return result.data;
}
