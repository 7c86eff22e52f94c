// Puts what `cellfate` runs into dist/bin/: few files with all they import, as Node takes longer to find two hundred
// than to read them. What a command does not use stays in files of its own, loaded when it is asked for.
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

const root = import.meta.dirname;
const FOLDER = "dist/bin";
const NOTICES = "THIRD-PARTY-NOTICES.txt";
/** What the packages in it that are CommonJS reach Node's own modules with. */
const REQUIRE = `import { createRequire as requireOf } from "node:module"; const require = requireOf(import.meta.url);`;
/** What the program reads at run time: it draws the same on a machine without fonts. */
const ASSETS = {
  "charts.json": "dist/charts.json",
  "DejaVuSans.ttf": "node_modules/dejavu-fonts-ttf/ttf/DejaVuSans.ttf",
  "DejaVuSans-Bold.ttf": "node_modules/dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf",
  "resvg.wasm": "node_modules/@resvg/resvg-wasm/index_bg.wasm",
};
const PACKAGE = /^node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/;

/** Bundles the command line, its worker threads and the page that shows a run, with the licences of the packages that are in the bundle. */
export async function bundle() {
  const folder = join(root, FOLDER);
  // The names hold the files' hashes: those of the last build would stay.
  rmSync(folder, { recursive: true, force: true });
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: {
      cellfate: "dist/cli/main.js",
      "shard-worker": "dist/actors/workers/shard-worker.js",
      "watch-thread": "dist/cli/watch/watch-thread.js",
    },
    outdir: FOLDER,
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node20",
    // These need not be there; but for the last they have binaries.
    external: ["webgpu", "msgpackr-extract", "@statelyai/inspect"],
    banner: { js: REQUIRE },
    sourcemap: true,
    // Of what is not ours the maps would be larger than the program.
    sourcesContent: false,
    metafile: true,
    logLevel: "warning",
  });
  const page = await build({
    absWorkingDir: root,
    entryPoints: { page: "dist/cli/inspect/page/main.js" },
    outdir: `${FOLDER}/inspect`,
    bundle: true,
    minify: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    metafile: true,
    logLevel: "warning",
  });
  for (const [name, file] of Object.entries(ASSETS)) copyFileSync(join(root, file), join(folder, name));
  const bundled = [metafile, page.metafile]
    .flatMap(({ outputs }) => Object.values(outputs))
    .flatMap(({ inputs }) => Object.keys(inputs));
  const used = [...bundled, ...Object.values(ASSETS)];
  const packages = new Set(used.flatMap((file) => PACKAGE.exec(file) ?? []));
  writeFileSync(
    join(folder, NOTICES),
    [...packages]
      .sort()
      .map(noticeOf)
      .join(`\n${"-".repeat(80)}\n\n`),
  );
}

/** Name, version and licence of a package; of one without the licence's text, its name and where the source is. */
function noticeOf(path) {
  const folder = join(root, path);
  const { name, version, license, repository } = JSON.parse(
    readFileSync(join(folder, "package.json"), "utf8"),
  );
  const file = readdirSync(folder).find((entry) => /^licen[cs]e\b/i.test(entry));
  if (file !== undefined) return `${name} ${version}\n\n${readFileSync(join(folder, file), "utf8").trim()}\n`;
  const source = repository?.url ?? repository;
  if (license === undefined || source === undefined) throw new Error(`${name} in ${FOLDER} has no licence`);
  return `${name} ${version}\n\n${license}, https://spdx.org/licenses/${license}.html\nSource: ${source}\n`;
}
