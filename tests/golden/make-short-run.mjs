// Writes tests/golden/short-run.json: `npm run build && node tests/golden/make-short-run.mjs`.
// Only a new numericsVersion may change it.
import { writeFileSync } from "node:fs";
import { evolve, NUMERICS_VERSION } from "../../dist/engine/index.js";

const config = { seed: 1701, search: { generations: 5 } };
const { history, champion } = await evolve(config);
const golden = {
  command: "npm run build && node tests/golden/make-short-run.mjs",
  numericsVersion: NUMERICS_VERSION,
  config,
  history,
  genome: [...champion.genome],
  utility: champion.assessment.measures.utility,
  standardError: champion.assessment.measures.standardError,
};
writeFileSync(new URL("short-run.json", import.meta.url), `${JSON.stringify(golden, null, 1)}\n`);
