import type { PictureEnding } from "../output/picture-formats.js";
import { htmlPage } from "./html-page.js";
import { figuresOf, type Page } from "./page.js";
import { pngOf } from "./png.js";
import { stackedSvg } from "./stacked-svg.js";

/** The formats of a page, by the endings of files' names: the whole of it, or its figures below one another. */
export const DRAWN: Readonly<Record<PictureEnding, (page: Page) => Promise<string | Uint8Array>>> = {
  ".html": htmlPage,
  ".svg": async (page) => `${await stackedSvg(figuresOf(page))}\n`,
  ".png": async (page) => pngOf(await stackedSvg(figuresOf(page))),
};
