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

/** The code that `work` is refused with later, null where it is not; any other error fails the test. */
export async function refusalOf(work: Promise<unknown>): Promise<string | null> {
  try {
    await work;
    return null;
  } catch (error) {
    if (error instanceof CellfateError) return error.code;
    throw error;
  }
}
