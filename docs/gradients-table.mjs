// The table and the pictures of gradients.md: `npm run build && node docs/gradients-table.mjs` prints the table, with --write it
// takes the place of the one that stands there, and the pictures are drawn anew. Two minutes on one core.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { figureSvg } from "../dist/cli/report/render-figure.js";
import { pngOf } from "../dist/cli/report/png.js";
import * as figures from "../dist/engine/figures/figures.js";

const DOCUMENT = new URL("gradients.md", import.meta.url);
const MAIN = fileURLToPath(new URL("../dist/bin/cellfate.js", import.meta.url));
const HEADER = "| training | what is changed | best utility | gradient exactly 0 | causes |";

const [FATES, CLIP, NOISE] = ["fates: sigmoid", "clip: straight-through", "noiseStrength: 0.1"];
const VARIANTS = {
  first: [[], [FATES], [CLIP], [NOISE], [NOISE, FATES], [NOISE, FATES, "learningRate: 0.03"]],
  plateau: [
    [],
    [FATES],
    ["bandwidth: 0.5"],
    [CLIP],
    [FATES, "bandwidth: 0.5"],
    [NOISE],
    [NOISE, FATES, "bandwidth: 0.5"],
    [NOISE, "estimator: score-function"],
  ],
};

/** The diagnosis of the first hundred generations of a stall, with changes. */
function diagnosed(stall, changes) {
  const set = changes.flatMap((change) => {
    const [key, value] = change.split(": ");
    return ["--set", `${key === "noiseStrength" ? "model" : "search.strategy"}.${key}=${value}`];
  });
  const file = fileURLToPath(new URL(`gradients-${stall}-stall.yaml`, import.meta.url));
  const stop = ["--set", "search.stop.generations=100"];
  const options = ["--config", file, ...stop, ...set, "--pairs", "4", "--json"];
  return JSON.parse(execFileSync(process.execPath, [MAIN, "gradients", ...options], { encoding: "utf8" }));
}

/** @param diagnosis of {@link diagnosed} */
function rowOf(stall, changes, { generations, settings, verdict }) {
  const best = Math.max(...generations.map(({ utility }) => utility));
  const followed = settings.estimator === "score-function" ? "score" : "pathwise";
  const zeros = generations.filter((generation) => generation[followed].norm === 0).length;
  const causes = verdict.causes.map(({ cause }) => cause).join(", ") || "none";
  const what = changes.length === 0 ? "nothing" : changes.map((change) => `\`${change}\``).join(", ");
  return `| ${stall} | ${what} | ${best.toFixed(3)} | ${zeros} of ${generations.length} | ${causes} |`;
}

const all = Object.entries(VARIANTS).flatMap(([stall, variants]) =>
  variants.map((changes) => ({ stall, changes, diagnosis: diagnosed(stall, changes) })),
);
const rows = all.map(({ stall, changes, diagnosis }) => rowOf(stall, changes, diagnosis));
const table = `${[HEADER, "|---|---|---|---|---|", ...rows].join("\n")}\n`;

async function draw(name, figure) {
  const file = new URL(`pictures/${name}.png`, import.meta.url);
  writeFileSync(file, await pngOf(await figureSvg(figure)));
}

if (process.argv[2] === "--write") {
  const [before, after] = readFileSync(DOCUMENT, "utf8").split(`${HEADER}\n`);
  writeFileSync(DOCUMENT, `${before}${table}${after.replace(/^(\|.*\n)*/, "")}`);
  const plateau = all.filter(({ stall }) => stall === "plateau");
  const cured = plateau.find(({ changes }) => changes.join() === [NOISE, FATES, "bandwidth: 0.5"].join());
  await draw("gradient-norms-stalled", figures.gradientNorms(plateau[0].diagnosis));
  await draw("gradient-norms", figures.gradientNorms(cured.diagnosis));
} else process.stdout.write(table);
