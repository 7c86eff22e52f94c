import { describe, expect, it } from "vitest";
import { connectInProcess } from "#actors/transport/in-process.js";
import { startWorkerThread } from "#actors/transport/worker-thread.js";
import { settle } from "../../support/settle.js";

const ECHO = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { parentPort } from "node:worker_threads";
    parentPort.on("message", (bytes) => {
      if (bytes[0] === 0) process.exit(3);
      parentPort.postMessage(bytes, [bytes.buffer]);
    });
  `)}`,
);

describe("an in-process connection", () => {
  it("carries bytes in order, those too that come before anyone listens", async () => {
    const [ours, theirs] = connectInProcess();
    const got: number[] = [];
    theirs.post(Uint8Array.of(1));
    theirs.post(Uint8Array.of(2));
    await settle();
    ours.onMessage((bytes) => got.push(bytes[0]!));
    theirs.post(Uint8Array.of(3));
    await settle();
    expect(got).toEqual([1, 2, 3]);
  });

  it("says at both ends that it has ended, and why, after what was posted before", async () => {
    const [ours, theirs] = connectInProcess();
    const log: string[] = [];
    theirs.onMessage((bytes) => log.push(`got ${bytes[0]}`));
    theirs.onClose((reason) => log.push(reason));
    ours.onClose((reason) => log.push(reason));
    ours.post(Uint8Array.of(1));
    expect([ours.closed, theirs.closed]).toEqual([undefined, undefined]);
    ours.close();
    ours.close();
    theirs.post(Uint8Array.of(2));
    await settle();
    expect(log).toEqual(["closed at this end", "got 1", "closed by the other end"]);
    expect([ours.closed, theirs.closed]).toEqual(["closed at this end", "closed by the other end"]);
  });

  it("that ended before anyone listened says so at once to whoever then does", async () => {
    const [ours, theirs] = connectInProcess();
    theirs.close();
    await settle();
    const reasons: string[] = [];
    ours.onClose((reason) => reasons.push(reason));
    expect(reasons).toEqual(["closed by the other end"]);
  });

  it("carries nothing once it has ended", async () => {
    const [ours, theirs] = connectInProcess();
    const got: number[] = [];
    theirs.onMessage((bytes) => got.push(bytes[0]!));
    theirs.close();
    ours.post(Uint8Array.of(1));
    await settle();
    expect(got).toEqual([]);
  });
});

describe("a connection to a worker thread", () => {
  it("carries bytes both ways, moves their buffers, and says how the thread ended", async () => {
    const { transport } = startWorkerThread(ECHO, {});
    const bytes = Uint8Array.of(7, 8);
    const echoed = new Promise((resolve) => transport.onMessage(resolve));
    transport.post(bytes);
    expect(bytes.length).toBe(0);
    expect(await echoed).toEqual(Uint8Array.of(7, 8));
    const ended = new Promise((resolve) => transport.onClose(resolve));
    transport.post(Uint8Array.of(0));
    expect(await ended).toBe("the thread ended with exit code 3");
    const again = new Promise((resolve) => transport.onClose(resolve));
    expect(await again).toBe(transport.closed);
  });

  it("ends when the thread is ended", async () => {
    const thread = startWorkerThread(ECHO, {});
    await thread.end();
    expect(thread.transport.closed).toBe("closed at this end");
  });
});
