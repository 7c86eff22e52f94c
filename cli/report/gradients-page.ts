import * as figures from "../../engine/figures/figures.js";
import type { Figure } from "../../engine/figures/figure.js";
import { type NamedDiagnosis, settingsText } from "../output/gradients.js";
import type { Block, Page } from "./page.js";

function drawn(all: readonly Figure[]): readonly Block[] {
  return all.map((figure) => ({ kind: "figure", figure }));
}

/** A diagnosis of gradients as a page: the verdict, its causes, and what it was read from. */
export function gradientsPage(diagnosis: NamedDiagnosis): Page {
  const { verdict, generations, subject } = diagnosis;
  const causes = verdict.causes.map(({ cause, generations: found, text }) => [
    cause,
    `${found.length} of ${generations.length}`,
    text,
  ]);
  return {
    title: "Gradients",
    lead: `${verdict.text.charAt(0).toUpperCase()}${verdict.text.slice(1)}.`,
    sections: [
      {
        title: "Causes",
        blocks: [
          ...(causes.length === 0
            ? []
            : [{ kind: "table", head: ["cause", "generations", "what it is"], rows: causes } as const]),
          { kind: "text", text: `${subject}. ${settingsText(diagnosis)}.` },
        ],
      },
      {
        title: "The gradient over the training",
        blocks: drawn([
          figures.softUtility({ generations }),
          figures.gradientNorms({ generations }),
          figures.gradientSignal({ generations }),
          figures.gradientAgreement({ generations }),
        ]),
      },
      {
        title: "On its way back",
        blocks: drawn([figures.adjointNorms({ generations }), figures.gradientPassage({ generations })]),
      },
    ],
  };
}
