import type { Claim } from "../../engine/studies/claim.js";
import type { Effort, Laboratory } from "../../engine/studies/laboratory.js";
import type { Study } from "../../engine/studies/study.js";
import type { Section } from "../report/page.js";

/** What a chapter tells of its findings. */
export interface Account {
  /** The answer to its question, in one to three sentences with the numbers that were found. */
  readonly answer: string;
  readonly sections: readonly Section[];
}

/** A chapter whose study has been made. */
export interface MadeChapter extends Account {
  readonly claims: readonly Claim[];
}

/** A chapter: a study, and what is told of it. */
export interface Chapter extends Pick<Study<never>, "name" | "title" | "question"> {
  make(laboratory: Laboratory): Promise<MadeChapter>;
}

/** The chapter of a study. @param tell makes text and figures of what was found */
export function chapterOf<Findings>(
  study: Study<Findings>,
  tell: (findings: Findings, effort: Effort) => Account,
): Chapter {
  const { name, title, question } = study;
  return {
    ...{ name, title, question },
    make: async (laboratory) => {
      const { effort } = laboratory;
      const findings = await study.compute(laboratory);
      return { ...tell(findings, effort), claims: study.claims(findings, effort) };
    },
  };
}
