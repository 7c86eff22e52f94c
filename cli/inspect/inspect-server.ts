import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { errorCode } from "../../actors/files/error-code.js";
import { CellfateError } from "../../engine/index.js";
import { ADDRESS, isAllowed } from "./access.js";

/** 192 bits. */
const TOKEN_BYTES = 24;

const HEADERS = {
  "content-security-policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "cache-control": "no-store",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-resource-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
};

/** Answers what was asked for under a name; the query is what stands behind it. */
export type Answer = (response: ServerResponse, query: URLSearchParams) => void | Promise<void>;

/** A content that is there as a whole; made when it is first asked for, and kept. */
export function contentAnswer(
  type: string,
  content: () => string | Uint8Array | Promise<Uint8Array>,
): Answer {
  let body: ReturnType<typeof content> | undefined;
  return async (response) => {
    body ??= content();
    response.writeHead(200, { "content-type": type }).end(await body);
  };
}

/** Serves a page to this machine, to be read only, to those who know its address. */
export class InspectServer {
  readonly #server: Server;
  readonly #answers: Readonly<Record<string, Answer>>;
  readonly #token = randomBytes(TOKEN_BYTES).toString("base64url");
  #port = 0;

  private constructor(answers: Readonly<Record<string, Answer>>) {
    this.#answers = answers;
    this.#server = createServer((request, response) => {
      void this.#answer(request, response);
    });
  }

  /**
   * @param port 0: one that is free
   * @param answers by their names; that of the page is empty
   * @throws CellfateError `usage.port`
   */
  static async start(port: number, answers: Readonly<Record<string, Answer>>): Promise<InspectServer> {
    const made = new InspectServer(answers);
    const server = made.#server;
    await new Promise<void>((resolve, reject) => {
      server.once("error", (error) => {
        reject(portProblem(port, error));
      });
      server.listen(port, ADDRESS, resolve);
    });
    const bound = server.address();
    if (bound !== null && typeof bound === "object") made.#port = bound.port;
    return made;
  }

  /** Where the page is. */
  get url(): string {
    return `http://${ADDRESS}:${this.#port}/${this.#token}/`;
  }

  /** Ends all that is open at once. */
  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  async #answer(
    { url = "", method = "", headers }: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
    const [path = "", query = ""] = url.split("?", 2);
    const [, token = "", ...rest] = path.split("/");
    const refuse = (status: number, why: string): void => {
      response.writeHead(status, { "content-type": "text/plain; charset=utf-8" }).end(`${why}\n`);
    };
    if (!isAllowed({ token, headers }, this.#token, this.#port)) {
      refuse(403, "Open the address that cellfate has printed, all of it.");
      return;
    }
    if (method !== "GET" && method !== "HEAD") {
      response.setHeader("allow", "GET, HEAD");
      refuse(405, "This page can only be read.");
      return;
    }
    const name = rest.join("/");
    const answer = Object.hasOwn(this.#answers, name) ? this.#answers[name] : undefined;
    if (answer === undefined) {
      refuse(404, "There is nothing of this name.");
      return;
    }
    try {
      await answer(response, new URLSearchParams(query));
    } catch (error) {
      if (response.headersSent) response.destroy();
      else refuse(500, error instanceof Error ? error.message : String(error));
    }
  }
}

function portProblem(port: number, error: unknown): CellfateError {
  const code = errorCode(error);
  const why =
    code === "EADDRINUSE" ? "is in use" : code === "EACCES" ? "may not be used" : `cannot be used (${code})`;
  return new CellfateError({
    code: "usage.port",
    message: `Port ${port} of ${ADDRESS} ${why}`,
    where: `port ${port}`,
    cure: "Give another port, or none for one that is free.",
  });
}
