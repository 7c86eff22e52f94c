import { readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import ts from "typescript";

const ROOT = new URL("../..", import.meta.url).pathname;
/** The layers of the program, lowest first. */
export const LAYERS = ["kernels", "engine", "actors", "cli"] as const;
/** Where everything stands that is ours. */
const FOLDERS = [...LAYERS, "bench", "tests", "docs", ".ci"];
const CODE = /\.(ts|mjs|js|wgsl|py|c)$|^\.ci\/run$/;

/** A file of this project; its path from the root, with `/`. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** All code, or that of one folder. */
export function code(folder?: string): SourceFile[] {
  return projectPaths()
    .filter((path) => CODE.test(path) && (folder === undefined || path.startsWith(`${folder}/`)))
    .sort()
    .map((path) => ({ path, text: readFileSync(join(ROOT, path), "utf8") }));
}

/** The paths of all files and folders of the project, of folders with a `/` at the end; nothing that is built or installed. */
export function projectPaths(): string[] {
  const below = FOLDERS.flatMap((folder) => [
    `${folder}/`,
    ...readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true }).map((entry) => {
      const path = posix.relative(ROOT, posix.join(entry.parentPath, entry.name));
      return entry.isDirectory() ? `${path}/` : path;
    }),
  ]);
  return [
    ...readdirSync(ROOT, { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => name),
    ...below,
  ];
}

/** Calls `visit` with every node of a TypeScript file. */
export function walk({ path, text }: SourceFile, visit: (node: ts.Node) => void): void {
  const enter = (node: ts.Node): void => {
    visit(node);
    ts.forEachChild(node, enter);
  };
  enter(ts.createSourceFile(path, text, ts.ScriptTarget.Latest));
}

/** The files of ours that a file imports, types and dynamic imports included, each as often as it is imported. */
export function importsOf({ path, text }: SourceFile): string[] {
  return ts
    .preProcessFile(text)
    .importedFiles.map(({ fileName }) => fileName)
    .filter((name) => name.startsWith("."))
    .map((name) => posix.join(posix.dirname(path), name).replace(/\.js$/, ".ts"));
}
