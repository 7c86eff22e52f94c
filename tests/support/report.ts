import { readFileSync } from "node:fs";

/** Of a report: its text, as a reader sees it. */
export function textOf(file: string): string {
  return readFileSync(file, "utf8")
    .replaceAll(/<(style|script)[^]*?<\/\1>/g, "")
    .replaceAll(/<[^>]+>/g, " ");
}

/** The captions of a report's figures, by the figures' names. */
export function captionsOf(file: string): ReadonlyMap<string, string> {
  const figures = readFileSync(file, "utf8").matchAll(
    /<figure id="([^"]+)">.*?<figcaption>([^]*?)<span class="save">/gs,
  );
  return new Map([...figures].map(([, name, caption]) => [name!, caption!.replaceAll("&#39;", "'")]));
}
