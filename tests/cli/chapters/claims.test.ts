import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { chapterOf, type Chapter } from "#cli/chapters/chapter.js";
import { checkClaims, writeChapters, type WrittenChapter } from "#cli/chapters/write-chapters.js";
import { exitCodeOf } from "#cli/exit-codes.js";
import { CellfateError, createBackend, evaluateOn, loadKernels } from "#engine/index.js";
import { atLeast, atMost, type Claim, holds, near } from "#engine/studies/claim.js";
import { measure, presetWith, tanhRegulator, under } from "#engine/studies/laboratory.js";
import { inTemporaryFolder } from "../../support/cli.js";

/** A chapter of a moment, which claims so of the utility that it finds. */
function small(name: string, claim: (utility: number) => Claim): Chapter {
  return chapterOf<number>(
    {
      name,
      title: "Lateral inhibition for a moment",
      question: "What does lateral inhibition come to in a fifth of a unit of time?",
      compute: async (laboratory) => {
        const { hidden, genome } = tanhRegulator(10);
        const config = under(presetWith("lateral-inhibition", { model: { duration: 0.2 } }), { hidden });
        return (await measure(laboratory, config, genome, 64)).utility ?? NaN;
      },
      claims: (utility) => [claim(utility)],
    },
    (utility) => ({ answer: `To ${utility} bits.`, sections: [] }),
  );
}

async function write(chapters: readonly Chapter[], folder: string): Promise<readonly WrittenChapter[]> {
  await loadKernels();
  const backend = await createBackend("wasm");
  const numbered = chapters.map((chapter, i) => ({ number: i + 1, chapter }));
  const laboratory = {
    effort: "quick",
    backend,
    evaluate: evaluateOn(backend),
    begin: () => undefined,
  } as const;
  try {
    return await writeChapters(numbered, folder, laboratory, () => undefined);
  } finally {
    backend.dispose();
  }
}

const ABOUT = { name: "a-bit", text: "U is a whole bit", reason: "it is not" };

describe("a claim of a chapter", () => {
  it("that does not hold fails the command after all pages are written, and is named with its number and bound", async () => {
    await inTemporaryFolder(async (folder) => {
      const written = await write(
        [
          small("true", (utility) => atMost(ABOUT, utility, 1)),
          small("false", (utility) => atLeast(ABOUT, utility, 1)),
        ],
        folder,
      );
      expect(readdirSync(folder).sort()).toEqual(["1-true.html", "2-false.html"]);
      const value = written[1]!.claims[0]!.value;
      const problem = (() => {
        try {
          checkClaims(written);
        } catch (error) {
          if (error instanceof CellfateError) return error;
        }
        throw new Error("nothing was refused");
      })();
      expect(problem.code).toBe("chapter.claim");
      expect(exitCodeOf(problem.code)).toBe(1);
      expect(problem.message).toBe(
        `1 of 2 claims do not hold: chapter 2, a-bit is ${Number(value.toPrecision(6))}, claimed at least 1 (U is a whole bit)`,
      );
      expect(problem.where).toBe(join(folder, "2-false.html"));
      const page = (name: string): string => readFileSync(join(folder, name), "utf8");
      expect(page("2-false.html")).toContain("does not hold");
      expect(page("1-true.html")).not.toContain("does not hold");
    });
  });

  it("holds within its bounds, both included, and never where there is no number", () => {
    expect([0.9, 1, 1.1].map((value) => holds(near(ABOUT, value, 1, 0.1)))).toEqual([true, true, true]);
    expect([0.89, 1.11, NaN].map((value) => holds(near(ABOUT, value, 1, 0.1)))).toEqual([
      false,
      false,
      false,
    ]);
    expect([atLeast(ABOUT, NaN, 0), atMost(ABOUT, NaN, 0)].map(holds)).toEqual([false, false]);
    expect([atLeast(ABOUT, Infinity, 0), atMost(ABOUT, -Infinity, 0)].map(holds)).toEqual([true, true]);
  });
});

describe("the page of a chapter", () => {
  it("says in its first lines what it asks and what the answer is, and leads to the others made with it", async () => {
    await inTemporaryFolder(async (folder) => {
      const [first] = await write(
        ["one", "two"].map((name) => small(name, (utility) => atMost(ABOUT, utility, 1))),
        folder,
      );
      const html = readFileSync(join(folder, "1-one.html"), "utf8");
      const header = html.slice(html.indexOf("<header>"), html.indexOf("</header>"));
      expect(header).toContain("What does lateral inhibition come to");
      expect(header).toContain(first!.answer);
      expect(header).toContain('href="2-two.html"');
      expect(header).not.toContain('href="1-one.html"');
    });
  });
});
