import { pathToFileURL } from "node:url";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { expect } from "vitest";

/** A figure of a report as its reader has it before them, in pixels and colours of the screen. */
interface SeenFigure {
  readonly name: string;
  readonly heading: string;
  /** What a screen reader says; null where what is named is not in the drawing. */
  readonly title: string | null;
  readonly description: string | null;
  readonly caption: string;
  readonly box: Box;
  readonly visible: boolean;
  readonly surface: string;
  readonly texts: readonly {
    readonly text: string;
    readonly box: Box;
    readonly colour: string;
    readonly size: number;
  }[];
  /** The colours of series in it. */
  readonly series: readonly string[];
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** A report as its reader has it before them; `report-page.js` says how it is found out. */
export interface SeenReport {
  /** Of all there is, in pixels; wider than the window where one has to scroll. */
  readonly width: number;
  readonly surface: string;
  readonly ink: string;
  readonly headings: readonly string[];
  readonly ids: readonly string[];
  readonly figures: readonly SeenFigure[];
}

/** A report in a browser. */
export interface OpenReport {
  readonly page: Page;
  readonly see: () => Promise<SeenReport>;
}

const FINDER = new URL("report-page.js", import.meta.url).pathname;
/** How long a page has that is there already. */
const PATIENCE = 5000;

/**
 * Opens the file of a report without a network, does something with it and closes it. It must not complain, nor ask for
 * anything but itself.
 */
export async function inReport(
  browser: Browser,
  file: string,
  options: BrowserContextOptions,
  work: (report: OpenReport) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext({ ...options, offline: true });
  context.setDefaultTimeout(PATIENCE);
  const address = pathToFileURL(file).href;
  const complaints: string[] = [];
  const page = await context.newPage();
  page.on("console", (message) => complaints.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("request", (request) => {
    if (request.url() !== address && !/^(data|blob):/.test(request.url())) complaints.push(request.url());
  });
  try {
    await page.addInitScript({ path: FINDER });
    await page.goto(address);
    // What saves the figures is ready: the script of the page has run.
    await page.waitForSelector("a[download]");
    await work({ page, see: () => page.evaluate<SeenReport>("seen()") });
    expect(complaints).toEqual([]);
  } finally {
    await context.close();
  }
}
