import { packageFile } from "../package-file.js";
import { type Answer, contentAnswer } from "./inspect-server.js";
import { pageHtml, type PageKind } from "./page-html.js";
import { pageStyle } from "./page-style.js";

/** What a browser asks for to show a page, by its names; the frames aside. */
export function pageAnswers(kind: PageKind): Readonly<Record<string, Answer>> {
  return {
    "": contentAnswer("text/html; charset=utf-8", () => pageHtml(kind)),
    "page.css": contentAnswer("text/css; charset=utf-8", pageStyle),
    "page.js": contentAnswer("text/javascript; charset=utf-8", () => packageFile("#bin/inspect/page.js")),
  };
}
