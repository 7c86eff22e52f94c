import { CellfateError } from "#engine/index.js";

/** The code that `work` is refused with, null where it is not; anything else that it throws fails the test. */
export function refusal(work: () => unknown): string | null {
  try {
    work();
    return null;
  } catch (error) {
    if (error instanceof CellfateError) return error.code;
    throw error;
  }
}
