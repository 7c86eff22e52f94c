import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { brotliDecompressSync } from "node:zlib";

const BLOCK = 512;

/** The regular files at the top of a tar archive, by name. */
function* tarFiles(archive: Buffer): Generator<readonly [name: string, content: Buffer]> {
  for (let at = 0; archive[at] !== undefined && archive[at] !== 0;) {
    const field = (start: number, end: number): string =>
      archive.toString("latin1", at + start, at + end).replace(/[\0 ].*$/s, "");
    const size = Number.parseInt(field(124, 136), 8);
    const name = field(0, 100).replace(/^\.\//, "");
    if (size > 0 && !name.includes("/")) yield [name, archive.subarray(at + BLOCK, at + BLOCK + size)];
    at += BLOCK * (1 + Math.ceil(size / BLOCK));
  }
}

/**
 * Vulkan on the CPU: the SwiftShader that `@sparticuz/chromium` carries, unpacked once beside the packages.
 *
 * @returns the environment that a process must be started with to use it; nothing where it does not run
 */
export function softwareAdapterEnvironment(): Record<string, string> {
  if (process.platform !== "linux" || process.arch !== "x64") return {};
  const entry = createRequire(import.meta.url).resolve("@sparticuz/chromium");
  const home = join(dirname(entry), "..", "..");
  const { version } = JSON.parse(readFileSync(join(home, "package.json"), "utf8")) as { version: string };
  const cache = join(home, "..", "..", ".cache");
  const folder = join(cache, `swiftshader-${version}`);
  if (!existsSync(folder)) {
    mkdirSync(cache, { recursive: true });
    const unpacked = mkdtempSync(join(cache, "swiftshader-"));
    const archive = brotliDecompressSync(readFileSync(join(home, "bin", "swiftshader.tar.br")));
    for (const [name, content] of tarFiles(archive)) writeFileSync(join(unpacked, name), content);
    try {
      // Whole or not at all: two test runs may start at once.
      renameSync(unpacked, folder);
    } catch {
      rmSync(unpacked, { recursive: true });
    }
  }
  const driver = join(folder, "vk_swiftshader_icd.json");
  const libraries = [folder, process.env["LD_LIBRARY_PATH"]].filter(Boolean).join(":");
  return {
    VK_DRIVER_FILES: driver,
    VK_ICD_FILENAMES: driver,
    LD_LIBRARY_PATH: libraries,
    XDG_RUNTIME_DIR: process.env["XDG_RUNTIME_DIR"] ?? tmpdir(),
  };
}
