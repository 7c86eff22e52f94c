import { type IncomingHttpHeaders, type OutgoingHttpHeaders, request } from "node:http";

/** An answer of a server, whole. */
export interface Answered {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Asks a server for something with any headers, which `fetch` does not allow. */
export function ask(
  url: string | URL,
  options: { readonly method?: string; readonly headers?: OutgoingHttpHeaders } = {},
): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const asked = request(url, options, (response) => {
      let body = "";
      response.on("data", (chunk: Buffer) => (body += chunk.toString()));
      response.on("error", reject);
      response.on("end", () => {
        resolve({ status: response.statusCode, headers: response.headers, body });
      });
    });
    asked.on("error", reject);
    asked.end();
  });
}
