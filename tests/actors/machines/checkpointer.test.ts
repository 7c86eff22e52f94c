import { describe, expect, it } from "vitest";
import { createActor, fromPromise, SimulatedClock } from "xstate";
import { checkpointerMachine } from "#actors/checkpointer/checkpointer.machine.js";
import { settle } from "../../support/settle.js";

describe("the checkpointer's machine", () => {
  function start(write: (generation: number) => Promise<string>): {
    readonly actor: ReturnType<typeof createActor<typeof checkpointerMachine>>;
    readonly clock: SimulatedClock;
    readonly log: string[];
  } {
    const clock = new SimulatedClock();
    const log: string[] = [];
    const machine = checkpointerMachine.provide({
      actors: {
        write: fromPromise(({ input }: { input: { generation: number } }) => {
          log.push(`write ${input.generation}`);
          return write(input.generation);
        }),
      },
      actions: {
        reportSaved: (_, { generation, file }) => log.push(`saved ${generation} as ${file}`),
        reportFailure: (_, { generation, problem }) => log.push(`not ${generation}: ${problem.message}`),
      },
    });
    return { actor: createActor(machine, { clock }).start(), clock, log };
  }

  it("writes one at a time, and of those that wait only the newest", async () => {
    const { actor, log } = start(async (generation) => `file ${generation}`);
    for (const generation of [10, 20, 30]) actor.send({ type: "SAVE", generation });
    await settle();
    expect(log).toEqual(["write 10", "saved 10 as file 10", "write 30", "saved 30 as file 30"]);
  });

  it("tries a failed write again after 100 ms and 200 ms, then reports it and goes on", async () => {
    const { actor, clock, log } = start((generation) =>
      generation === 10 ? Promise.reject(new Error("disk full")) : Promise.resolve("file"),
    );
    actor.send({ type: "SAVE", generation: 10 });
    await settle();
    clock.increment(99);
    await settle();
    expect(log).toEqual(["write 10"]);
    clock.increment(1);
    await settle();
    clock.increment(200);
    await settle();
    expect(log).toEqual(["write 10", "write 10", "write 10", "not 10: disk full"]);
    actor.send({ type: "SAVE", generation: 20 });
    await settle();
    expect(log.slice(4)).toEqual(["write 20", "saved 20 as file"]);
  });
});
