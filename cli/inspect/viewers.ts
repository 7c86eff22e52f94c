import type { ServerResponse } from "node:http";

/** Of pages that are open at once: more than that is a mistake. */
const MOST_VIEWERS = 100;

interface Viewer {
  readonly response: ServerResponse;
  /** Whether it has yet to take what it was sent. */
  isBusy: boolean;
  /** Whether it must be told everything, as it has missed something. */
  isBehind: boolean;
}

/**
 * Those who look on, each over a stream of server-sent events. Nothing is kept for one that does not read: it is sent no
 * more until it has taken all, and then what is newest, so that it costs neither time nor memory.
 */
export class Viewers {
  readonly #viewers = new Set<Viewer>();

  get count(): number {
    return this.#viewers.size;
  }

  /** One more, who is told everything first. */
  add(response: ServerResponse, everything: string): void {
    if (this.#viewers.size >= MOST_VIEWERS) {
      response.writeHead(503, { "content-type": "text/plain; charset=utf-8" });
      response.end(`${MOST_VIEWERS} pages are open already.\n`);
      return;
    }
    const viewer: Viewer = { response, isBusy: false, isBehind: false };
    response.writeHead(200, { "content-type": "text/event-stream" });
    if (response.req.method === "HEAD") {
      response.end();
      return;
    }
    response.on("drain", () => {
      viewer.isBusy = false;
    });
    response.on("close", () => {
      this.#viewers.delete(viewer);
    });
    this.#viewers.add(viewer);
    send(viewer, messageOf(everything));
  }

  /**
   * Tells everybody who has read what was sent before.
   *
   * @param news what has changed
   * @param everything what those need who have missed something
   */
  tell(news: string, everything: () => string): void {
    const message = messageOf(news);
    let whole: Buffer | undefined;
    for (const viewer of this.#viewers) {
      if (viewer.isBusy) viewer.isBehind = true;
      else if (viewer.isBehind) send(viewer, (whole ??= messageOf(everything())));
      else send(viewer, message);
    }
  }

  /** Tells everybody the last there is, and waits until they have it, but no longer than `patience` milliseconds. */
  async end(everything: string, patience: number): Promise<void> {
    const message = messageOf(everything);
    const gone = [...this.#viewers].map(
      ({ response }) =>
        new Promise<void>((resolve) => {
          response.on("close", resolve);
          response.end(message);
        }),
    );
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, patience)));
    await Promise.race([Promise.all(gone), late]);
    clearTimeout(timer);
  }
}

function send(viewer: Viewer, message: Buffer): void {
  viewer.isBehind = false;
  viewer.isBusy = !viewer.response.write(message);
}

/** A message of a stream; JSON has no ends of lines in it. */
function messageOf(json: string): Buffer {
  return Buffer.from(`data: ${json}\n\n`);
}
