import { once } from "node:events";
import { createServer } from "node:net";
import { errorCode } from "../../actors/files/error-code.js";
import type { RunObserver } from "../../actors/index.js";
import { CellfateError } from "../../engine/index.js";

/** Stately's inspector while a run goes on. */
export interface StatelyInspector {
  readonly observer: RunObserver;
  readonly url: string;
  stop(): void;
}

/** A port that is free now: Stately's server ends the process where its own is taken. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0);
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  return address.port;
}

async function load() {
  try {
    const [server, client] = await Promise.all([
      import("@statelyai/inspect/server"),
      import("@statelyai/inspect"),
    ]);
    return { ...server, ...client };
  } catch (error) {
    if (errorCode(error) !== "ERR_MODULE_NOT_FOUND") throw error;
    throw new CellfateError({
      code: "usage.stately",
      message: "Stately's inspector is not installed",
      where: "--inspect=stately",
      cure: "npm install @statelyai/inspect, beside cellfate; --inspect alone needs nothing.",
    });
  }
}

/**
 * Starts Stately's inspector, whose page is loaded from stately.ai, and hands it XState's events as they are.
 *
 * @throws CellfateError `usage.stately` where it is not installed
 */
export async function startStately(): Promise<StatelyInspector> {
  const { createInspectorServer, createWebSocketInspector } = await load();
  const port = await freePort();
  const server = createInspectorServer({ port, autoOpen: false });
  const inspector = createWebSocketInspector({ url: `ws://localhost:${port}` });
  return {
    observer: {
      inspect: (event) => {
        inspector.inspect.next?.(event);
      },
      message: () => undefined,
      joined: () => undefined,
      left: () => undefined,
    },
    url: `http://localhost:${port}/`,
    stop: () => {
      inspector.stop();
      server.stop();
    },
  };
}
