import { join } from "node:path";
import { type Browser, chromium } from "playwright-core";
import { chromiumPackage } from "../setup/chromium-package.js";

/** A headless Chromium of the packages, which needs nothing of the machine; the caller closes it. */
export function launch(flags: readonly string[] = []): Promise<Browser> {
  const folder = chromiumPackage("chromium");
  return chromium.launch({
    executablePath: join(folder, "chromium"),
    env: { ...process.env, LD_LIBRARY_PATH: folder },
    // The sandbox does not start as root.
    args: ["--no-sandbox", ...flags],
  });
}
