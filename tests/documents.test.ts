import { readFileSync } from "node:fs";
import { posix } from "node:path";
import { describe, expect, it } from "vitest";
import { cellfate } from "./support/cli.js";
import { projectPaths } from "./support/sources.js";

const ROOT = new URL("..", import.meta.url);
const PATHS = projectPaths();
const DOCUMENTS = PATHS.filter((path) => path.endsWith(".md") && path !== "CHANGELOG.md");

function read(path: string): string {
  return readFileSync(new URL(path, ROOT), "utf8");
}

/** What a part of a document's text says, once each. */
function said(text: string, pattern: RegExp): string[] {
  return [...new Set([...text.matchAll(pattern)].map(([, what]) => what!))];
}

/** The running text, without blocks of code. */
function prose(document: string): string {
  return read(document).replaceAll(/^```[^]*?^```/gm, "");
}

/** Whether a name in backquotes is one of a file or folder of ours, and not, say, one of a run. */
function isPath(name: string): boolean {
  const [first] = name.split("/");
  if (name.startsWith("dist/") || !/^[\w.*/-]+$/.test(name)) return false;
  return /\.(ts|mjs|wgsl|md)$/.test(name) || (name.includes("/") && PATHS.includes(`${first}/`));
}

/** Whether `name` stands for something: from the root, or from the document's folder or deeper. `*` is any part of a name. */
function exists(name: string, document: string): boolean {
  const pattern = (path: string): string => path.replaceAll(".", "\\.").replaceAll("*", "[^/]*");
  const folder = posix.dirname(document);
  const anywhereIn = folder === "." ? "(.*/)?" : `${folder}/(.*/)?`;
  const known = [pattern(name), pattern(posix.join(folder, name)), `${anywhereIn}${pattern(name)}`];
  return PATHS.some((path) => known.some((one) => new RegExp(`^${one}/?$`).test(path)));
}

describe.each(DOCUMENTS)("%s", (document) => {
  it("links to files that are there", () => {
    const links = said(read(document), /\]\(([^)#\s]+)[^)]*\)/g).filter((link) => !/^https?:/.test(link));
    const missing = links.filter((link) => {
      const path = posix.join(posix.dirname(document), link);
      return !PATHS.some((known) => known === path || known === `${path}/`);
    });
    expect(missing).toEqual([]);
  });

  it("names files and folders that are there", () => {
    const names = said(prose(document), /`([^`\n]+)`/g).filter(isPath);
    expect(names.filter((name) => !exists(name, document))).toEqual([]);
  });

  it("names scripts that package.json has", () => {
    const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
    const named = said(read(document), /npm run ([\w:-]+)/g);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });
});

describe("the documents", () => {
  it("name commands that there are", async () => {
    const { stdout } = await cellfate(["--help"]);
    const commands = said(stdout, /^ {2}([a-z]+) /gm);
    for (const document of DOCUMENTS) {
      const named = said(read(document), /\b(?:cellfate|dist\/cli\/main\.js) ([a-z]+)/g);
      expect(
        named.filter((name) => !commands.includes(name)),
        document,
      ).toEqual([]);
    }
  });
});
