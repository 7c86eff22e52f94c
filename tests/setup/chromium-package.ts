import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { brotliDecompressSync } from "node:zlib";

const BLOCK = 512;

/** The regular files of a tar archive, by name without folders. */
function* tarFiles(archive: Buffer): Generator<readonly [name: string, content: Buffer]> {
  for (let at = 0; archive[at] !== undefined && archive[at] !== 0;) {
    const field = (start: number, end: number): string =>
      archive.toString("latin1", at + start, at + end).replace(/[\0 ].*$/s, "");
    const size = Number.parseInt(field(124, 136), 8);
    if (size > 0) yield [basename(field(0, 100)), archive.subarray(at + BLOCK, at + BLOCK + size)];
    at += BLOCK * (1 + Math.ceil(size / BLOCK));
  }
}

/** The packed files of `@sparticuz/chromium` that each of its uses takes. */
const CONTENTS = {
  /** Vulkan on the CPU. */
  swiftshader: ["swiftshader.tar.br"],
  /** A browser with the libraries that a bare machine lacks. */
  chromium: ["chromium.br", "al2023.tar.br", "swiftshader.tar.br"],
} as const;

/** Whether the package's binaries run here. */
export const HAS_CHROMIUM_PACKAGE: boolean = process.platform === "linux" && process.arch === "x64";

/** The folder with the files of `use`, unpacked once beside the packages. */
export function chromiumPackage(use: keyof typeof CONTENTS): string {
  const entry = createRequire(import.meta.url).resolve("@sparticuz/chromium");
  const home = join(dirname(entry), "..", "..");
  const { version } = JSON.parse(readFileSync(join(home, "package.json"), "utf8")) as { version: string };
  const cache = join(home, "..", "..", ".cache");
  const folder = join(cache, `${use}-${version}`);
  if (existsSync(folder)) return folder;
  mkdirSync(cache, { recursive: true });
  const unpacked = mkdtempSync(join(cache, `${use}-`));
  for (const packed of CONTENTS[use]) {
    const content = brotliDecompressSync(readFileSync(join(home, "bin", packed)));
    if (packed.endsWith(".tar.br")) {
      for (const [name, file] of tarFiles(content)) writeFileSync(join(unpacked, name), file);
    } else {
      writeFileSync(join(unpacked, basename(packed, ".br")), content, { mode: 0o755 });
    }
  }
  try {
    // Whole or not at all: two test runs may start at once.
    renameSync(unpacked, folder);
  } catch {
    rmSync(unpacked, { recursive: true });
  }
  return folder;
}
