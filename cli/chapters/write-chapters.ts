import { join } from "node:path";
import { CellfateError } from "../../engine/index.js";
import { type Claim, holds } from "../../engine/studies/claim.js";
import type { Laboratory } from "../../engine/studies/laboratory.js";
import { outputFile, writeOutput } from "../output/write-output.js";
import { htmlPage } from "../report/html-page.js";
import type { MadeChapter } from "./chapter.js";
import { chapterPage, chapterTitle, type NumberedChapter, pageFile } from "./chapter-page.js";
import { boundsText, valueText } from "./claim-text.js";

/** A chapter whose page has been written. */
export interface WrittenChapter extends NumberedChapter, Pick<MadeChapter, "answer" | "claims"> {
  /** The file of its page, as it is named to people. */
  readonly page: string;
}

/**
 * Makes chapters one after another and writes their pages into a folder that is there.
 *
 * @param onWritten hears of each as soon as it has been written
 * @throws CellfateError `usage.file` before anything is computed; `disk.write`
 */
export async function writeChapters(
  chapters: readonly NumberedChapter[],
  folder: string,
  laboratory: Laboratory,
  onWritten: (written: WrittenChapter) => void,
): Promise<readonly WrittenChapter[]> {
  const planned = chapters.map((one) => ({ one, out: outputFile(join(folder, pageFile(one))) }));
  const written: WrittenChapter[] = [];
  for (const { one, out } of planned) {
    const { number, chapter } = one;
    const begin = (what: string): void => {
      laboratory.begin(`chapter ${number}, ${what}`);
    };
    const made = await chapter.make({ ...laboratory, begin });
    const links = chapters.map((other) => ({
      text: chapterTitle(other),
      href: other === one ? null : pageFile(other),
    }));
    await writeOutput(out, await htmlPage(chapterPage(one, made, laboratory.effort, links)));
    const { answer, claims } = made;
    const done = { number, chapter, answer, claims, page: out.name };
    onWritten(done);
    written.push(done);
  }
  return written;
}

/** @throws CellfateError `chapter.claim` where a claim of the chapters does not hold: which, its number and its bounds */
export function checkClaims(written: readonly WrittenChapter[]): void {
  const all = written.flatMap(({ number, page, claims }) => claims.map((claim) => ({ number, page, claim })));
  const failed = all.filter(({ claim }) => !holds(claim));
  if (failed.length === 0) return;
  const text = (claim: Claim): string =>
    `${claim.name} is ${valueText(claim)}, claimed ${boundsText(claim)} (${claim.text})`;
  throw new CellfateError({
    code: "chapter.claim",
    message: `${failed.length} of ${all.length} claims do not hold: ${failed.map(({ number, claim }) => `chapter ${number}, ${text(claim)}`).join("; ")}`,
    where: [...new Set(failed.map(({ page }) => page))].join(", "),
    cure: "The pages are written and say it, too. If the program was changed, it or the claim is wrong; else please report it.",
  });
}
