import { beforeEach, describe, expect, it } from "vitest";
import { decodeMessage, encodeMessage } from "#actors/message-codec.js";
import { Mailbox } from "#actors/mailbox.js";
import type { Envelope } from "#actors/messages.js";
import { connectInProcess } from "#actors/transport/in-process.js";
import type { Transport } from "#actors/transport/transport.js";
import { serveShards } from "#actors/workers/serve-shards.js";
import { type Backend, fitnessTask, resolveConfig, strategyOf } from "#engine/index.js";
import { createBackend } from "#kernels/index.js";
import { SMALL_RUN } from "../../support/small-run.js";

const CONFIG = resolveConfig(SMALL_RUN);
const TASK = fitnessTask(CONFIG, 0, strategyOf(CONFIG).ask());
const SHARD = { wave: 1, replicates: { from: 0, count: 8 } };
const ABOUT = { generation: 4, shard: 3, attempt: 2 };

describe("a worker", () => {
  let transport: Transport;
  let answers: Envelope[];
  let simulated: number;
  beforeEach(() => {
    const [ours, theirs] = connectInProcess();
    transport = ours;
    answers = [];
    simulated = 0;
    ours.onMessage((bytes) => answers.push(decodeMessage(bytes)));
    serveShards(theirs, async (name) => {
      const backend = await createBackend(name);
      const simulate: Backend["simulate"] = (batch) => {
        simulated++;
        return backend.simulate(batch);
      };
      return { ...backend, simulate };
    });
  });

  const of = (run: string): Mailbox => new Mailbox(transport, run);
  const prepare = (run: string): void => {
    of(run).send("prepare", { wave: 1, task: TASK, backend: "wasm" }, { generation: 4 });
  };

  /** The answers, once there are so many and no more come. */
  async function answered(count: number): Promise<readonly Envelope[]> {
    const end = performance.now() + 10_000;
    while (answers.length < count && performance.now() < end) await new Promise((r) => setTimeout(r, 5));
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(answers).toHaveLength(count);
    return answers;
  }

  it("says that it is ready and answers a shard of the task it was sent, for its run", async () => {
    prepare("r");
    of("r").send("shard", SHARD, ABOUT);
    const [ready, done] = await answered(2);
    expect(ready).toMatchObject({ type: "ready", run: "" });
    expect(done).toMatchObject({
      ...ABOUT,
      type: "shard-done",
      run: "r",
      payload: { answer: { kind: "score" } },
    });
  });

  it.each<[string, Uint8Array<ArrayBuffer>]>([
    ["a byte that means nothing", Uint8Array.of(0xc1)],
    ["no bytes", new Uint8Array(0)],
    ["a nest of 2 MB", new Uint8Array(2e6).fill(0x91)],
  ])("answers %s with a failure, and goes on", async (_, bytes) => {
    prepare("r");
    transport.post(bytes);
    of("r").send("shard", SHARD, ABOUT);
    const [, failed, done] = await answered(3);
    expect(failed).toMatchObject({ type: "shard-failed", run: "r", shard: 0 });
    expect(done).toMatchObject({ ...ABOUT, type: "shard-done" });
  });

  it("answers a shard that comes before its task with a failure", async () => {
    of("r").send("shard", SHARD, ABOUT);
    const [, failed] = await answered(2);
    expect(failed).toMatchObject({
      ...ABOUT,
      type: "shard-failed",
      run: "r",
      payload: { problem: { code: "worker.unprepared" } },
    });
  });

  it("answers a shard of another wave than the one it has the task of with a failure", async () => {
    prepare("r");
    of("r").send("shard", { ...SHARD, wave: 2 }, ABOUT);
    const [, failed] = await answered(2);
    expect(failed).toMatchObject({
      type: "shard-failed",
      payload: { problem: { code: "worker.unprepared" } },
    });
  });

  it("belongs to the run of its first message and drops what is of another", async () => {
    prepare("r");
    prepare("other");
    of("other").send("shard", SHARD, ABOUT);
    of("r").send("shard", SHARD, ABOUT);
    const [, done] = await answered(2);
    expect(done).toMatchObject({ type: "shard-done", run: "r" });
  });

  it("does a shard once, though every message comes twice", async () => {
    const twice: Transport = {
      closed: undefined,
      post: (bytes) => {
        transport.post(bytes.slice());
        transport.post(bytes);
      },
      onMessage: () => undefined,
      onClose: () => undefined,
      close: () => undefined,
    };
    const mailbox = new Mailbox(twice, "r");
    mailbox.send("prepare", { wave: 1, task: TASK, backend: "wasm" }, { generation: 4 });
    mailbox.send("shard", SHARD, ABOUT);
    mailbox.send("shard", SHARD, { ...ABOUT, attempt: 3 });
    const [, ...done] = await answered(3);
    expect(done.map(({ attempt }) => attempt)).toEqual([2, 3]);
    expect(simulated).toBe(2);
  });

  it("answers a message that is none of its business with nothing", async () => {
    transport.post(
      encodeMessage({ v: 3, run: "r", generation: 0, shard: 0, attempt: 0, type: "ask", payload: {} }),
    );
    await answered(1);
  });
});
