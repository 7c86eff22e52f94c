import * as z from "zod";
import { regulationOf } from "../analysis/regulation-curve.js";
import { sampledRegulation } from "../analysis/sampled-regulation.js";
import type { GenerationRecord } from "../evolution/generation-record.js";

/** A line of regulation.jsonl: f of the best individual of a generation. */
export interface RegulationRecord extends Pick<GenerationRecord, "generation" | "best"> {
  /** f(i / {@link REGULATION_INTERVALS}), i = 0 … 256, in states per time; null where it is not finite. */
  readonly values: readonly (number | null)[];
}

/** Steps of s̄ on [0, 1] between the values of a record. */
const REGULATION_INTERVALS = 256;
/** Digits of a value: finer than a figure shows. */
const DIGITS = 5;

/** Whether f of a generation is written down: of 0, 1, 2, 3, 4, 6, 8, 12, 16, 24 …, so that long searches have few lines. */
export function isRegulationRecorded(generation: number): boolean {
  let step = generation;
  while (step > 3 && step % 2 === 0) step /= 2;
  return step <= 3;
}

/** How many generations before `generation` have their f written down. */
export function regulationsBefore(generation: number): number {
  let count = 0;
  for (let earlier = 0; earlier < generation; earlier++) if (isRegulationRecorded(earlier)) count++;
  return count;
}

/** The record of a generation whose best individual is `genome`. */
export function regulationRecord(
  hidden: readonly number[],
  { generation, best }: Pick<GenerationRecord, "generation" | "best">,
  genome: Float32Array,
): RegulationRecord {
  const values = sampledRegulation(regulationOf(hidden, genome), REGULATION_INTERVALS).map((value) =>
    Number.isFinite(value) ? Number(value.toPrecision(DIGITS)) : null,
  );
  return { generation, best, values };
}

const recordSchema: z.ZodType<RegulationRecord> = z.object({
  generation: z.int().min(0),
  best: z.number().nullable(),
  values: z.array(z.number().nullable()).length(REGULATION_INTERVALS + 1),
});

/** The record that a parsed line of regulation.jsonl holds; undefined where it is none. */
export function parseRegulationRecord(value: unknown): RegulationRecord | undefined {
  return recordSchema.safeParse(value).data;
}
