import { programVersion } from "../../actors/index.js";
import { NUMERICS_VERSION } from "../../engine/index.js";
import type { Claim } from "../../engine/studies/claim.js";
import type { Effort } from "../../engine/studies/laboratory.js";
import type { Link, Page, Section } from "../report/page.js";
import type { Chapter, MadeChapter } from "./chapter.js";
import { boundsText, valueText, verdictText } from "./claim-text.js";

/** A chapter with its number, counted from 1. */
export interface NumberedChapter {
  readonly number: number;
  readonly chapter: Chapter;
}

/** The name of the file of a chapter's page. */
export function pageFile({ number, chapter }: NumberedChapter): string {
  return `${number}-${chapter.name}.html`;
}

/** Number and title. */
export function chapterTitle({ number, chapter }: NumberedChapter): string {
  return `${number}. ${chapter.title}`;
}

function claimsSection(claims: readonly Claim[]): Section {
  return {
    title: "What is claimed, and whether it holds",
    blocks: [
      {
        kind: "text",
        text: "The command that makes this page fails if one of these numbers is not within its bounds.",
      },
      {
        kind: "table",
        head: ["claim", "number", "bounds", "", "why these bounds"],
        rows: claims.map((claim) => [
          claim.text,
          valueText(claim),
          boundsText(claim),
          verdictText(claim),
          claim.reason,
        ]),
      },
    ],
  };
}

function madeSection({ number }: NumberedChapter, effort: Effort): Section {
  const command = `cellfate chapter ${number}${effort === "quick" ? " --quick" : ""}`;
  return {
    title: "To make it again",
    blocks: [
      { kind: "code", text: command },
      {
        kind: "text",
        text: `cellfate ${programVersion()}, numerics version ${NUMERICS_VERSION}: the same bits on every machine, with any number of workers.${effort === "quick" ? " This is the quick page: smaller sizes, and wider bounds." : ""}`,
      },
    ],
  };
}

/** The page of a chapter. @param links to those that are made with it */
export function chapterPage(
  numbered: NumberedChapter,
  { answer, sections, claims }: MadeChapter,
  effort: Effort,
  links: readonly Link[],
): Page {
  return {
    title: chapterTitle(numbered),
    question: numbered.chapter.question,
    lead: answer,
    sections: [...sections, claimsSection(claims), madeSection(numbered, effort)],
    links,
    source: `by cellfate chapter ${numbered.number}`,
  };
}
