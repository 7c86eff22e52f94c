// Lays out the charts of the machines into dist/charts.json: the libraries that do it need not ship.
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const root = import.meta.dirname;
const FILE = join(root, "dist/charts.json");
const FONTS = ["DejaVuSans.ttf", "DejaVuSans-Bold.ttf"].map((name) =>
  join(root, "node_modules/dejavu-fonts-ttf/ttf", name),
);
const modified = (file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? -Infinity;

/** What the layout is made of: the code of machines and charts, the libraries and the settings. */
function inputs() {
  const built = ["dist/actors", "dist/cli/machines"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true }).map((file) => join(root, folder, file)),
  );
  const code = built.filter((file) => /(\.machine|dist\/cli\/machines\/[\w-]+)\.js$/.test(file));
  return [...code, ...FONTS, import.meta.filename, join(root, "package-lock.json")];
}

/** Brings dist/charts.json up to date. */
export async function layOutCharts() {
  if (inputs().every((file) => modified(file) < modified(FILE))) return;
  const [{ default: Elk }, { default: opentype }, { MACHINES }, { chartOf }, { elkGraph, laidOut }] =
    await Promise.all([
      import("elkjs"),
      import("opentype.js"),
      import("./dist/actors/machines.js"),
      import("./dist/cli/machines/chart.js"),
      import("./dist/cli/machines/elk-graph.js"),
    ]);
  const [regular, bold] = FONTS.map((file) => {
    const { buffer, byteOffset, byteLength } = readFileSync(file);
    return opentype.parse(buffer.slice(byteOffset, byteOffset + byteLength));
  });
  // Glyph by glyph: without kerning, which makes a text narrower, and without ligatures, which opentype.js lacks for this font.
  const measure = (text, size, isBold) => {
    const font = isBold ? bold : regular;
    const widths = [...text].map((character) => font.charToGlyph(character).advanceWidth);
    return (widths.reduce((sum, width) => sum + width, 0) / font.unitsPerEm) * size;
  };
  const elk = new Elk();
  const layouts = {};
  for (const [name, machine] of Object.entries(MACHINES)) {
    const chart = chartOf(machine);
    layouts[name] = laidOut(chart, await elk.layout(elkGraph(chart, measure)));
  }
  writeFileSync(FILE, `${JSON.stringify(layouts)}\n`);
}
