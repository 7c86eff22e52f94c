import { holds } from "../../engine/studies/claim.js";
import { chapterTitle } from "../chapters/chapter-page.js";
import { boundsText, valueText, verdictText } from "../chapters/claim-text.js";
import type { WrittenChapter } from "../chapters/write-chapters.js";
import { tableText } from "./table-text.js";

/** A chapter for people: its question, its answer, and every claim with its number and bounds. */
export function chapterText(written: WrittenChapter): string {
  const { chapter, answer, claims, page } = written;
  const rows = claims.map((claim) => [
    `  ${verdictText(claim)}`,
    valueText(claim),
    boundsText(claim),
    claim.text,
  ]);
  return `${chapterTitle(written)}\n${chapter.question} ${answer}\n\n${tableText(rows)}\nThe page is ${page}\n\n`;
}

/** Chapters as one object. */
export function chaptersJson(written: readonly WrittenChapter[]): string {
  const chapters = written.map(({ number, chapter: { name, title, question }, answer, claims, page }) => ({
    ...{ number, name, title, question, answer, page },
    claims: claims.map((claim) => ({ ...claim, holds: holds(claim) })),
  }));
  return `${JSON.stringify({ schemaVersion: 1, chapters })}\n`;
}
