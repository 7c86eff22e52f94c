import { shaderText } from "#platform";

/** WGSL that becomes part of a program, and where it comes from. */
export interface ShaderPart {
  /** Path within kernels/, or a word for what comes from no file. */
  readonly file: string;
  readonly text: string;
}

/** The parts that lie in `files`, paths within kernels/. */
export function shaderParts(files: readonly string[]): Promise<ShaderPart[]> {
  return Promise.all(files.map(async (file) => ({ file, text: await shaderText(file) })));
}

/** The WGSL of a program: its parts one after the other, each beginning a line. */
export function joinParts(parts: readonly ShaderPart[]): string {
  return parts.map(({ text }) => text).join("\n");
}
