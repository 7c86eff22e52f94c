import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { describe, expect, it } from "vitest";
import { InspectServer } from "#cli/inspect/inspect-server.js";
import { Viewers } from "#cli/inspect/viewers.js";
import { ask } from "../../support/ask.js";

/** A message far larger than what the kernel takes for a socket at once. */
const LARGE = JSON.stringify("x".repeat(1_000_000));

async function inServer(work: (viewers: Viewers, url: URL) => Promise<void>): Promise<void> {
  const viewers = new Viewers();
  const server = await InspectServer.start(0, {
    events: (response) => {
      viewers.add(response, '"everything"');
    },
  });
  try {
    await work(viewers, new URL("events", server.url));
  } finally {
    server.close();
  }
}

/** Looks on and reads nothing until it is told to. */
async function lookOn(viewers: Viewers, { port, pathname }: URL): Promise<Socket> {
  const before = viewers.count;
  const socket = connect(Number(port), "127.0.0.1");
  socket.pause();
  await once(socket, "connect");
  socket.write(`GET ${pathname} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`);
  while (viewers.count === before) await new Promise((resolve) => setTimeout(resolve, 1));
  return socket;
}

/** Begins to read: what has come so far. */
function textOf(socket: Socket): () => string {
  let text = "";
  socket.on("data", (chunk: Buffer) => (text += chunk.toString()));
  socket.resume();
  return () => text;
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 1));
}

describe("those who look on", () => {
  it("are told everything first, then what is new, in its order", () =>
    inServer(async (viewers, url) => {
      const socket = await lookOn(viewers, url);
      const text = textOf(socket);
      for (const news of ["1", "2", "3"]) viewers.tell(news, () => "0");
      await until(() => text().includes("data: 3"));
      expect(text().match(/data: .*/g)).toEqual(['data: "everything"', "data: 1", "data: 2", "data: 3"]);
      socket.destroy();
      await until(() => viewers.count === 0);
    }));

  it("cost nothing while they read nothing, and then are told everything, not what they missed", () =>
    inServer(async (viewers, url) => {
      const [slow, quick] = [await lookOn(viewers, url), await lookOn(viewers, url)];
      const [slowText, quickText] = [textOf(slow), textOf(quick)];
      slow.pause();
      const before = process.memoryUsage().arrayBuffers;
      // 200 MB, were they kept.
      for (let i = 0; i < 200; i++) {
        viewers.tell(LARGE, () => LARGE);
        await until(() => quickText().length > (i + 1) * LARGE.length);
        if (i === 100) expect(viewers.count).toBe(2);
      }
      // What the kernel and the stream hold of the message on its way, and what is not collected yet: far below 200 MB.
      expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(60e6);
      slow.resume();
      await until(() => slowText().length > LARGE.length);
      await new Promise((resolve) => setTimeout(resolve, 50));
      viewers.tell('"news"', () => '"all again"');
      await until(() => slowText().includes("all again"));
      expect(slowText().length).toBeLessThan(20 * LARGE.length);
      expect(slowText()).not.toContain('"news"');
      slow.destroy();
      quick.destroy();
    }));

  it("do not keep the end of a run waiting", () =>
    inServer(async (viewers, url) => {
      const [slow, quick] = [await lookOn(viewers, url), await lookOn(viewers, url)];
      const text = textOf(quick);
      for (let i = 0; i < 20; i++) viewers.tell(LARGE, () => LARGE);
      const began = performance.now();
      await viewers.end('"the end"', 200);
      // The patience, and as much again for a busy machine's timers and the messages that were on their way.
      expect(performance.now() - began).toBeLessThan(1000);
      await until(() => text().includes('"the end"'));
      slow.destroy();
    }));

  it("are no more than a hundred", () =>
    inServer(async (viewers, url) => {
      const sockets: Socket[] = [];
      while (sockets.length < 100) sockets.push(await lookOn(viewers, url));
      expect((await ask(url)).status).toBe(503);
      sockets[0]?.destroy();
      await until(() => viewers.count === 99);
      sockets.push(await lookOn(viewers, url));
      for (const socket of sockets) socket.destroy();
    }));

  it("who ask only for the headers are none", () =>
    inServer(async (viewers, url) => {
      expect(await ask(url, { method: "HEAD" })).toMatchObject({ status: 200, body: "" });
      expect(viewers.count).toBe(0);
    }));
});
