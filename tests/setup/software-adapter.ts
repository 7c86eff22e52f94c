import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromiumPackage, HAS_CHROMIUM_PACKAGE } from "./chromium-package.js";

/**
 * Vulkan on the CPU: the SwiftShader that `@sparticuz/chromium` carries.
 *
 * @returns the environment that a process must be started with to use it; nothing where it does not run
 */
export function softwareAdapterEnvironment(): Record<string, string> {
  if (!HAS_CHROMIUM_PACKAGE) return {};
  const folder = chromiumPackage("swiftshader");
  const driver = join(folder, "vk_swiftshader_icd.json");
  const libraries = [folder, process.env["LD_LIBRARY_PATH"]].filter(Boolean).join(":");
  return {
    VK_DRIVER_FILES: driver,
    VK_ICD_FILENAMES: driver,
    LD_LIBRARY_PATH: libraries,
    XDG_RUNTIME_DIR: process.env["XDG_RUNTIME_DIR"] ?? tmpdir(),
  };
}
