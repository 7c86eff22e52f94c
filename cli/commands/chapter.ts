import { availableParallelism } from "node:os";
import { Command } from "@commander-js/extra-typings";
import { makeFolder, startEvaluation, unwritable } from "../../actors/index.js";
import { CellfateError, loadKernels, MOST_WORKERS, nearest, withSuggestions } from "../../engine/index.js";
import type { Effort } from "../../engine/studies/laboratory.js";
import type { NumberedChapter } from "../chapters/chapter-page.js";
import { CHAPTERS } from "../chapters/chapters.js";
import { checkClaims, writeChapters } from "../chapters/write-chapters.js";
import { parseCount } from "../input/parse-count.js";
import { chaptersJson, chapterText } from "../output/chapters.js";
import { examplesText } from "../output/examples.js";
import { drawsOnTerminal, print, tell } from "../output/streams.js";
import { withBackend } from "../with-backend.js";

const ALL = "all";
const NUMBERED: readonly NumberedChapter[] = CHAPTERS.map((chapter, i) => ({ number: i + 1, chapter }));

const LISTED = NUMBERED.map(({ number, chapter }) => `${number} ${chapter.name}`).join(", ");

/** The chapters that are named, by number or name, in their order. @throws CellfateError `usage.chapter` */
function chaptersNamed(words: readonly string[]): readonly NumberedChapter[] {
  if (words.includes(ALL)) return NUMBERED;
  const named = words.map((word) => {
    const found = NUMBERED.find(({ number, chapter }) => [number.toString(), chapter.name].includes(word));
    if (found !== undefined) return found;
    const names = NUMBERED.flatMap(({ number, chapter }) => [number.toString(), chapter.name]);
    throw new CellfateError({
      code: "usage.chapter",
      message: `There is no chapter "${word}".`,
      where: word,
      cure: withSuggestions(nearest(word, [...names, ALL]), `Name some of ${LISTED}, or ${ALL}.`),
    });
  });
  return NUMBERED.filter((one) => named.includes(one));
}

/** Makes the folder of the pages. @throws CellfateError `run.directory-unwritable` */
function pagesFolder(path: string): string {
  try {
    makeFolder(path);
  } catch (error) {
    throw unwritable(path, error);
  }
  return path;
}

export const command = new Command()
  .argument("<chapter...>", `${LISTED}, or ${ALL}`)
  .option("--out <directory>", "where the pages go", "chapters")
  .option("--quick", "the same on smaller sizes, claims with wider bounds: under a minute for all")
  .option("--workers <n>", "worker threads, or auto: the cores this process may use", "auto")
  .option("--json", "one object on stdout: question, answer and claims of each chapter")
  .addHelpText(
    "after",
    examplesText("cellfate chapter 6 --quick", "cellfate chapter pinned-ends --quick --out pages --json"),
  )
  .action(async (words, { out, quick = false, json = false, ...options }) => {
    const chapters = chaptersNamed(words);
    const workers =
      options.workers === "auto"
        ? availableParallelism()
        : parseCount(options.workers, "--workers", MOST_WORKERS);
    const folder = pagesFolder(out);
    const effort: Effort = quick ? "quick" : "full";
    const begin = drawsOnTerminal()
      ? (what: string): void => {
          tell(`${what} …\n`);
        }
      : (): void => undefined;
    await loadKernels();
    const evaluation = startEvaluation("wasm", workers);
    try {
      const written = await withBackend("wasm", (backend) =>
        writeChapters(chapters, folder, { effort, backend, begin, evaluate: evaluation.evaluate }, (one) => {
          if (!json) print(chapterText(one));
        }),
      );
      if (json) print(chaptersJson(written));
      checkClaims(written);
    } finally {
      await evaluation.stop();
    }
  });
