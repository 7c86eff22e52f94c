import { initWasm, Resvg } from "@resvg/resvg-wasm";
import { packageFile } from "../package-file.js";

/** Pixels a unit of the drawing, so that a figure is sharp in print. */
const SCALE = 2;
const FONTS = ["#bin/DejaVuSans.ttf", "#bin/DejaVuSans-Bold.ttf"];

let fonts: Promise<readonly Uint8Array[]> | undefined;

/** Starts the renderer, once a process, and reads its fonts: it draws no text with those of a machine that has none. */
async function start(): Promise<readonly Uint8Array[]> {
  await initWasm(packageFile("#bin/resvg.wasm"));
  return Promise.all(FONTS.map(packageFile));
}

/** A drawing as the bytes of a PNG: the same on every machine, as fonts and renderer are this program's own. */
export async function pngOf(svg: string): Promise<Uint8Array> {
  fonts ??= start();
  const fontBuffers = [...(await fonts)];
  // The renderer smooths images whatever their style says, but not what their attribute says.
  const crisp = svg.replaceAll(/style="image-rendering:[^"]*"/g, 'image-rendering="optimizeSpeed"');
  const drawing = new Resvg(crisp, {
    font: { fontBuffers, loadSystemFonts: false, defaultFontFamily: "DejaVu Sans" },
    background: "white",
    fitTo: { mode: "zoom", value: SCALE },
  });
  try {
    return drawing.render().asPng();
  } finally {
    drawing.free();
  }
}
