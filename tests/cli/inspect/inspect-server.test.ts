import { connect } from "node:net";
import { networkInterfaces } from "node:os";
import { beforeAll, describe, expect, it } from "vitest";
import { InspectServer } from "#cli/inspect/inspect-server.js";
import { pageAnswers } from "#cli/inspect/page-answers.js";
import { ask } from "../../support/ask.js";

describe("the server of a page", () => {
  let server: InspectServer;
  let url: URL;

  beforeAll(async () => {
    server = await InspectServer.start(0, pageAnswers({ kind: "live" }));
    url = new URL(server.url);
    return () => {
      server.close();
    };
  });

  it("has an address with a token that nobody guesses, another each time", async () => {
    const other = await InspectServer.start(0, {});
    other.close();
    const [ours, theirs] = [url.pathname, new URL(other.url).pathname].map((path) =>
      path.replaceAll("/", ""),
    );
    // 24 bytes, 6 bits a character.
    expect(ours).toMatch(/^[\w-]{32}$/);
    expect(ours).not.toBe(theirs);
  });

  it("serves the page, its script and its style, from nowhere else and kept nowhere", async () => {
    for (const [name, type] of [
      ["", "text/html"],
      ["page.js", "text/javascript"],
      ["page.css", "text/css"],
    ] as const) {
      const { status, headers, body } = await ask(new URL(name, url));
      expect([status, headers["content-type"]?.split(";")[0]], name).toEqual([200, type]);
      expect(body.length).toBeGreaterThan(1000);
      expect(headers).toMatchObject({
        "cache-control": "no-store",
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "cross-origin-resource-policy": "same-origin",
      });
      const policy = headers["content-security-policy"] ?? "";
      expect(policy).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
      expect(policy).not.toMatch(/unsafe/);
    }
    expect((await ask(new URL("package.json", url))).status).toBe(404);
    expect((await ask(new URL("__proto__", url))).status).toBe(404);
  });

  it("takes its own name, too", async () => {
    const host = `localhost:${url.port}`;
    expect((await ask(url, { headers: { host, origin: `http://${host}` } })).status).toBe(200);
    const headers = { origin: url.origin, "sec-fetch-site": "same-origin" };
    expect((await ask(url, { headers })).status).toBe(200);
    expect((await ask(url, { headers: { "sec-fetch-site": "none" } })).status).toBe(200);
  });

  it.each([
    ["another host", { host: "evil.example" }],
    ["another port", { host: "127.0.0.1:1" }],
    ["another origin", { origin: "https://evil.example" }],
    ["no origin's", { origin: "null" }],
    ["another site", { "sec-fetch-site": "cross-site" }],
    ["another server of this machine", { "sec-fetch-site": "same-site" }],
  ])("refuses what comes by %s", async (_, headers) => {
    const { status, body } = await ask(url, { headers });
    expect([status, body.includes("<")]).toEqual([403, false]);
  });

  it.each(["/", "/page.js", "//page.js", `/${"A".repeat(32)}/`, "/%2e%2e/", "*"])(
    "refuses %s, which lacks the token, whatever is asked",
    async (path) => {
      for (const method of ["GET", "POST"]) {
        expect((await ask(new URL(url.origin), { method, ...{ path } })).status).toBe(403);
      }
    },
  );

  it.each(["POST", "PUT", "DELETE", "OPTIONS", "PATCH"])("can only be read: no %s", async (method) => {
    const { status, headers } = await ask(url, { method });
    expect([status, headers.allow]).toEqual([405, "GET, HEAD"]);
  });

  it("answers HEAD without the content", async () => {
    expect(await ask(url, { method: "HEAD" })).toMatchObject({ status: 200, body: "" });
  });

  it("listens on this machine's own address only", async () => {
    const others = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .filter(({ internal, family }) => !internal && family === "IPv4");
    for (const { address } of others) {
      const outcome = await new Promise((resolve) => {
        const socket = connect(Number(url.port), address);
        socket.on("connect", () => {
          resolve("connected");
        });
        socket.on("error", () => {
          resolve("refused");
        });
      });
      expect(outcome, address).toBe("refused");
    }
    expect(url.hostname).toBe("127.0.0.1");
  });

  it("says of a port that is taken how to go on", async () => {
    await expect(InspectServer.start(Number(url.port), {})).rejects.toMatchObject({
      code: "usage.port",
      message: `Port ${url.port} of 127.0.0.1 is in use`,
      cure: expect.stringContaining("another port") as string,
    });
  });
});
