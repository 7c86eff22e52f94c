// A worker that says that it is ready and takes all memory at the first message.
import { parentPort } from "node:worker_threads";
import { encodeMessage } from "../../dist/actors/message-codec.js";

parentPort.on("message", () => {
  const hoard = [];
  for (;;) hoard.push(new Array(1000).fill(0.5));
});
const header = { v: 1, run: "", generation: 0, shard: 0, attempt: 0 };
parentPort.postMessage(encodeMessage({ ...header, type: "ready", payload: {} }));
