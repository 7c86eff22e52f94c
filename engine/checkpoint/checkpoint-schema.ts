import * as z from "zod";
import type { Checkpoint } from "./checkpoint.js";

/** What of a checkpoint is neither configuration nor state, as it is written and read. */
export const PROVENANCE: {
  readonly program: z.ZodType<Checkpoint["program"]>;
  readonly history: z.ZodType<Checkpoint["history"]>;
} = {
  program: z.string().max(100),
  history: z.strictObject({
    lines: z.int().min(0),
    bytes: z.int().min(0),
    sha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .optional(),
  }),
};
