import { createHash } from "node:crypto";
import { gzipSync, strToU8 } from "fflate";
import type { Figure } from "../../engine/figures/figure.js";
import { csvText } from "../output/csv.js";
import { colourOfVariable } from "./theme-variables.js";

/** The element of a page that holds what its links save, compressed. */
const DATA = "figures";

/**
 * What a page does once it is there: its links get the data or the specification of their figures, or the drawing in the
 * colours that it has on paper, as files to save.
 */
const SCRIPT = `
const bytes = Uint8Array.from(atob(document.getElementById("${DATA}").textContent), c => c.charCodeAt(0));
const text = new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
text.then(JSON.parse).then(({figures, colours}) => {
  const contentOf = {
    "csv": name => figures[name].csv,
    "vl.json": name => JSON.stringify(figures[name].spec),
    "svg": name => new XMLSerializer().serializeToString(document.querySelector("#" + name + " svg"))
      .replace(/="var\\((--[\\w-]+)\\)"/g, (all, variable) => '="' + colours[variable] + '"'),
  };
  for (const link of document.querySelectorAll("a[data-save]")) {
    const [name, format] = link.dataset.save.split(" ");
    link.download = name + "." + format;
    link.href = URL.createObjectURL(new Blob([contentOf[format](name)], {type: link.type}));
  }
});
`;

/** What a page may run: this script and nothing else. */
export const SCRIPT_SOURCE = `'sha256-${createHash("sha256").update(SCRIPT).digest("base64")}'`;

/** A format to save something in: what people call it, the ending of the file, its type. */
export type SavedFormat = readonly [name: string, ending: string, type: string];

/** All that a drawing can be saved in. */
export const SVG: SavedFormat = ["SVG", "svg", "image/svg+xml"];
/** The formats that a figure of a page can be saved in. */
export const SAVED: readonly SavedFormat[] = [
  ["CSV", "csv", "text/csv"],
  ["specification", "vl.json", "application/json"],
  SVG,
];

/** The data of figures, and the script that saves them. */
export function saveElements(figures: readonly Figure[]): string {
  const data = {
    figures: Object.fromEntries(
      figures.map(({ name, spec, table }) => [name, { spec, csv: csvText(table.columns, table.rows) }]),
    ),
    colours: colourOfVariable(),
  };
  const bytes = gzipSync(strToU8(JSON.stringify(data)), { mtime: 0, level: 9 });
  const text = Buffer.from(bytes).toString("base64");
  return `<script type="text/plain" id="${DATA}">${text}</script>\n<script>${SCRIPT}</script>`;
}
