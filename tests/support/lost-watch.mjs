// Loaded before the program by `node --import`: the thread that watches a run is lost when it is first asked what
// CELLFATE_LOSE says, { request, how }, `how` "ends", "fails", or "falls behind": it stops with as much waiting for it as may.
import { isMainThread, parentPort, workerData } from "node:worker_threads";

const { request, how } = JSON.parse(process.env.CELLFATE_LOSE ?? "{}");

const WAYS = {
  ends: () => process.exit(),
  fails: () => {
    throw new Error("thrown by a test");
  },
  "falls behind": () => {
    Atomics.add(workerData, 0, 1 << 18);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  },
};

if (!isMainThread && workerData instanceof Int32Array) {
  const on = parentPort.on.bind(parentPort);
  parentPort.on = (event, listener) =>
    on(event, (message) => {
      if (message.type === request) WAYS[how]();
      listener(message);
    });
}
