// Puts what `cellfate` runs into dist/bin/: few files with all they import, as Node takes longer to find two hundred
// than to read them. What a command does not use stays in files of its own, loaded when it is asked for.
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

const root = import.meta.dirname;
const FOLDER = "dist/bin";
const NOTICES = "THIRD-PARTY-NOTICES.txt";
/** What the packages in it that are CommonJS reach Node's own modules with. */
const REQUIRE = `import { createRequire as requireOf } from "node:module"; const require = requireOf(import.meta.url);`;
const PACKAGE = /^node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/;

/** Bundles the command line and its worker threads, with the licences of the packages that are in the bundle. */
export async function bundle() {
  const folder = join(root, FOLDER);
  // The names hold the files' hashes: those of the last build would stay.
  rmSync(folder, { recursive: true, force: true });
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: { cellfate: "dist/cli/main.js", "shard-worker": "dist/actors/workers/shard-worker.js" },
    outdir: FOLDER,
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node20",
    // These have binaries, and need not be there.
    external: ["webgpu", "msgpackr-extract"],
    banner: { js: REQUIRE },
    sourcemap: true,
    metafile: true,
    logLevel: "warning",
  });
  const used = Object.values(metafile.outputs).flatMap(({ inputs }) => Object.keys(inputs));
  const packages = new Set(used.flatMap((file) => PACKAGE.exec(file) ?? []));
  writeFileSync(
    join(folder, NOTICES),
    [...packages]
      .sort()
      .map(noticeOf)
      .join(`\n${"-".repeat(80)}\n\n`),
  );
}

/** Name, version and licence of a package. */
function noticeOf(path) {
  const folder = join(root, path);
  const { name, version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const licence = readdirSync(folder).find((file) => /^licen[cs]e\b/i.test(file));
  if (licence === undefined) throw new Error(`${name} in ${FOLDER} has no licence to go with it`);
  return `${name} ${version}\n\n${readFileSync(join(folder, licence), "utf8").trim()}\n`;
}
