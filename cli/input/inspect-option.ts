import { CellfateError } from "../../engine/index.js";

/** What `--inspect` asks for: a page of our own on a port, 0 being one that is free, or Stately's inspector. */
export type InspectOption = number | "stately";

/** What --inspect does, for train and resume. */
export const INSPECT_USAGE =
  "show the run live on a page of this machine; --inspect=PORT chooses the port, --inspect=stately Stately's inspector";

const LARGEST_PORT = 65535;

/** The value of `--inspect`. @throws CellfateError `usage.port` */
export function parseInspect(given: string | true): InspectOption {
  return given === "stately" ? given : parsePort(given, "--inspect");
}

/** The port that is the value of an option; 0, one that is free, where it has none. @throws CellfateError `usage.port` */
export function parsePort(given: string | true, option: string): number {
  if (given === true) return 0;
  const port = Number(given);
  if (/^\d+$/.test(given) && port <= LARGEST_PORT) return port;
  throw new CellfateError({
    code: "usage.port",
    message: `Expected a port, 0 … ${LARGEST_PORT}, found ${JSON.stringify(given)}`,
    where: option,
    cure: `Write it as ${option}=8090, or ${option} alone for a port that is free; what is no port goes before it.`,
  });
}
