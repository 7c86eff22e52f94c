import { timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";

/** The address that the server listens on: this machine's own, which nobody else reaches. */
export const ADDRESS = "127.0.0.1";

/** What of a request says who asks. */
export interface Asked {
  /** The first part of the path. */
  readonly token: string;
  readonly headers: IncomingHttpHeaders;
}

function isSame(found: string, expected: string): boolean {
  const [a, b] = [Buffer.from(found), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/**
 * Whether a request comes from somebody who was given the page's address. The token keeps out whoever else is on this
 * machine, the other three what runs in pages of other origins: by scripts and frames, or by a name that leads here.
 */
export function isAllowed({ token, headers }: Asked, expected: string, port: number): boolean {
  const { host = "", origin, "sec-fetch-site": site } = headers;
  const hosts = [`${ADDRESS}:${port}`, `localhost:${port}`];
  return (
    isSame(token, expected) &&
    hosts.includes(host) &&
    (origin === undefined || origin === `http://${host}`) &&
    // Of browsers; "none" is what a reader has typed or pasted.
    (site === undefined || site === "none" || site === "same-origin")
  );
}
