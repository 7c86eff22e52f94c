import { tell } from "../output/streams.js";
import { InspectServer } from "./inspect-server.js";
import { pageAnswers } from "./page-answers.js";
import { TraceReplay } from "./trace-replay.js";

/**
 * Serves the page of a trace and says where it is.
 *
 * @param port 0: one that is free
 * @throws CellfateError `usage.port` where it is taken, and what reading a trace throws
 */
export async function serveReplay(
  path: string,
  port: number,
  onTorn: (where: string) => void,
): Promise<InspectServer> {
  const replay = await TraceReplay.open(path, onTorn);
  const server = await InspectServer.start(port, {
    ...pageAnswers({ kind: "replay", duration: replay.duration }),
    frame: async (response, query) => {
      const frame = await replay.frameAt(Number(query.get("t")) || 0);
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(frame));
    },
  });
  tell(`Replay: ${server.url}\nCtrl-C ends it.\n`);
  return server;
}
