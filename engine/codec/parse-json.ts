import { CellfateError } from "../../kernels/index.js";

/** What a JSON text may contain, checked before anything is allocated for it. */
export interface JsonLimits {
  /** Deepest nesting of arrays and objects. */
  readonly depth: number;
  /** Most values: numbers, strings, arrays, … */
  readonly values: number;
}

function malformed(what: string): CellfateError {
  return new CellfateError({
    code: "codec.malformed",
    message: `The JSON is malformed: ${what}.`,
    cure: "It was damaged or not written by this program.",
  });
}

/** The index after a string that begins at `start`. */
function afterString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === "\\" ? 2 : 1;
  return at + 1;
}

/**
 * The value of a JSON text from anywhere: its nesting and the number of its values are counted before it is parsed.
 *
 * @throws CellfateError `codec.malformed`
 */
export function parseJson(text: string, { depth, values }: JsonLimits): unknown {
  let open = 0;
  let count = 1;
  for (let at = 0; at < text.length;) {
    const character = text[at];
    if (character === '"') {
      at = afterString(text, at);
      continue;
    }
    if (character === "[" || character === "{") {
      if (++open > depth) throw malformed(`nesting deeper than ${depth}`);
      count++;
    } else if (character === "]" || character === "}") open--;
    else if (character === ",") count++;
    if (count > values) throw malformed(`more than ${values} values`);
    at++;
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw malformed(error instanceof Error ? error.message : String(error));
  }
}
