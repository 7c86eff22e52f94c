import { type Boundary, symmetricBound } from "../../engine/index.js";
import { EXIT } from "../exit-codes.js";
import { parseCount } from "../input/parse-count.js";

/** Options of `cellfate bound`. */
export interface BoundOptions {
  readonly cells: string;
  readonly fates: string;
  readonly boundary: Boundary;
  readonly json?: boolean | undefined;
}

/** Patterns longer than this are not drawn. */
const SHOWN_CELLS = 80;

/** Prints the largest utility that identical cells on a symmetric line can reach; the exit code. */
export function bound({ boundary, json, ...options }: BoundOptions): number {
  const cells = parseCount(options.cells, "--cells", 4096);
  const fates = parseCount(options.fates, "--fates", 10, 2);
  const found = symmetricBound(cells, fates, boundary);
  if (json === true) process.stdout.write(`${JSON.stringify({ cells, fates, boundary, ...found })}\n`);
  else {
    const { reached, atMost, exact, description, law } = found;
    const by = cells <= SHOWN_CELLS ? description : `${law.length} pattern${law.length === 1 ? "" : "s"}`;
    process.stdout.write(
      [
        `${boundary} line, N = ${cells}, Z = ${fates}`,
        exact
          ? `utility at most ${reached.toFixed(10)} bits`
          : `utility ${reached.toFixed(10)} bits is reached; more than ${atMost.toFixed(10)} is impossible`,
        `by ${by}\n`,
      ].join("\n"),
    );
  }
  return EXIT.done;
}
