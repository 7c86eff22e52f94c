import { themeVariables, themed } from "./theme-variables.js";
import { type Content, Markup, markup } from "./markup.js";
import { type Block, figuresOf, type Link, type Page, type Section } from "./page.js";
import { figureSvg } from "./render-figure.js";
import { SAVED, saveElements, SCRIPT_SOURCE } from "./save-script.js";
import { STYLE } from "./style.js";
import { tableMarkup } from "./table-markup.js";

/** Nothing is loaded: a page can be opened from anywhere and passed on. */
const POLICY = `default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src ${SCRIPT_SOURCE}`;

async function figureMarkup({ figure }: Extract<Block, { kind: "figure" }>): Promise<Markup> {
  const { name, title, caption } = figure;
  const svg = new Markup(themed(await figureSvg(figure)));
  const links = SAVED.map(
    ([format, ending, type]) =>
      markup` <a href="#${name}" type="${type}" data-save="${name} ${ending}">${format}</a>`,
  );
  return markup`<figure id="${name}"><h3>${title}</h3>${svg}<figcaption>${caption} <span class="save">Save:${links}</span></figcaption></figure>\n`;
}

function drawingMarkup({ drawing }: Extract<Block, { kind: "drawing" }>): Markup {
  const { name, title, caption, svg } = drawing;
  return markup`<figure id="${name}"><h3>${title}</h3>${new Markup(themed(svg))}<figcaption>${caption}</figcaption></figure>\n`;
}

function codeMarkup({ text, summary }: Extract<Block, { kind: "code" }>): Markup {
  const code = markup`<pre><code>${text}</code></pre>\n`;
  return summary === undefined ? code : markup`<details><summary>${summary}</summary>${code}</details>\n`;
}

async function blockMarkup(block: Block): Promise<Markup> {
  switch (block.kind) {
    case "text":
      return markup`<p>${block.text}</p>\n`;
    case "problems":
      return markup`${block.problems.map(
        ({ message, where, cure }) =>
          markup`<div class="problem"><p>${message}${where === undefined ? null : markup` (${where})`}</p>${cure === undefined ? null : markup`<p class="cure">${cure}</p>`}</div>\n`,
      )}`;
    case "table":
      return tableMarkup(block);
    case "code":
      return codeMarkup(block);
    case "figure":
      return figureMarkup(block);
    case "drawing":
      return drawingMarkup(block);
    case "formula":
      return markup`<p class="formula">${block.text}</p>\n`;
  }
}

function isPicture(block: Block | undefined): boolean {
  return block?.kind === "figure" || block?.kind === "drawing";
}

/** The blocks of a section; figures and drawings that follow one another stand beside one another. */
async function sectionMarkup({ title, blocks }: Section): Promise<Markup> {
  const parts: Content[] = [];
  for (const [i, block] of blocks.entries()) {
    const picture = isPicture(block);
    if (picture && !isPicture(blocks[i - 1])) parts.push(markup`<div class="figures">`);
    parts.push(await blockMarkup(block));
    if (picture && !isPicture(blocks[i + 1])) parts.push(markup`</div>`);
  }
  return markup`<section><h2>${title}</h2>
${parts}</section>\n`;
}

/** The pages that a page is one of, a line of links; empty where it is alone. */
function linksMarkup(links: readonly Link[]): Markup | null {
  if (links.length < 2) return null;
  const items = links.map(({ text, href }) =>
    href === null
      ? markup`<li aria-current="page">${text}</li>`
      : markup`<li><a href="${href}">${text}</a></li>`,
  );
  return markup`<nav><ul>${items}</ul></nav>`;
}

/** A page as one file of HTML: figures, data and style in it. The same page gives the same bytes. */
export async function htmlPage(page: Page): Promise<string> {
  const sections: Markup[] = [];
  for (const section of page.sections) sections.push(await sectionMarkup(section));
  const { text } = markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="${new Markup(POLICY)}">
<title>${page.title}</title>
<style>${new Markup(themeVariables())}${new Markup(STYLE)}</style>
</head>
<body>
<header>${linksMarkup(page.links ?? [])}<h1>${page.title}</h1>${page.question === undefined ? null : markup`<p class="question">${page.question}</p>`}<p class="lead">${page.lead}</p></header>
<main>
${sections}</main>
<footer><p class="save">Made ${page.source ?? "by cellfate from the files of the run"}; nothing in it is loaded from elsewhere.</p></footer>
${new Markup(saveElements(figuresOf(page)))}
</body>
</html>\n`;
  return text;
}
