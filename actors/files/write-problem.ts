import { CellfateError } from "../../engine/errors.js";
import { errorCode } from "./error-code.js";

const FULL = ["there is no room left", "Make room there"] as const;
const FORBIDDEN = ["it may not be written", "Allow writing there"] as const;
const GONE = [
  "it or its folder is gone or was replaced",
  "Leave a run's directory alone while it runs",
] as const;

/** What the system's codes mean, and the cure. */
const MEANINGS: Readonly<Record<string, readonly [meaning: string, cure: string]>> = {
  ENOSPC: FULL,
  EDQUOT: FULL,
  EFBIG: FULL,
  EROFS: FORBIDDEN,
  EACCES: FORBIDDEN,
  EPERM: FORBIDDEN,
  ENOENT: GONE,
  ENOTDIR: GONE,
  ESTALE: GONE,
};

/** An error of the file system while writing `file`, in words; problems that are in words already stay as they are. */
export function writeProblem(file: string, error: unknown): CellfateError {
  if (error instanceof CellfateError) return error;
  const code = errorCode(error);
  const [meaning, cure] = MEANINGS[code] ?? [
    error instanceof Error ? error.message : String(error),
    "Look after the disk",
  ];
  return new CellfateError(
    {
      code: "disk.write",
      message: `The file could not be written: ${meaning}${code === "" ? "" : ` (${code})`}.`,
      where: file,
      cure: `${cure}; what was saved before is intact.`,
    },
    { cause: error },
  );
}
