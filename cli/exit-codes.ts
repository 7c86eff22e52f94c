/** What the process says when it ends. */
export const EXIT = {
  done: 0,
  failed: 1,
  usage: 2,
  mismatch: 3,
  interrupted: 130,
} as const;

/** Problems by the beginning of their code; what is not listed failed while running. */
const BY_CODE: readonly (readonly [prefix: string, code: number])[] = [
  ["config.", EXIT.usage],
  ["usage.", EXIT.usage],
  // What the library refuses: the command line is where it comes from.
  ["argument.", EXIT.usage],
  ["regulator.", EXIT.usage],
  ["gradient.", EXIT.usage],
  ["run.missing", EXIT.usage],
  ["run.locked", EXIT.usage],
  ["run.directory", EXIT.usage],
  ["run.", EXIT.mismatch],
  ["checkpoint.", EXIT.mismatch],
  ["champion.", EXIT.mismatch],
  ["trace.", EXIT.mismatch],
];

/** The exit code of a problem. */
export function exitCodeOf(code: string): number {
  return BY_CODE.find(([prefix]) => code.startsWith(prefix))?.[1] ?? EXIT.failed;
}
