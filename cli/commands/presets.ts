import { PRESET_NAMES, PRESETS } from "../../engine/index.js";
import { EXIT } from "../exit-codes.js";

/** Lists the presets; the exit code. */
export function presets({ json }: { readonly json?: boolean | undefined }): number {
  if (json === true) process.stdout.write(`${JSON.stringify(PRESETS)}\n`);
  else {
    const width = Math.max(...PRESET_NAMES.map((name) => name.length));
    for (const name of PRESET_NAMES) {
      process.stdout.write(`${name.padEnd(width)}  ${PRESETS[name].summary}\n`);
    }
  }
  return EXIT.done;
}
