import { describe, expect, it } from "vitest";
import { createActor, fromPromise, waitFor } from "xstate";
import { populationManagerMachine } from "#actors/population-manager/population-manager.machine.js";
import { CellfateError, type StopReason } from "#engine/index.js";
import { settle } from "../../support/settle.js";

const PROBLEM = { code: "test.problem", message: "it broke" };

describe("the population manager's machine", () => {
  interface Effects {
    readonly evaluate?: () => Promise<undefined>;
    readonly record?: () => Promise<StopReason | null>;
    readonly finish?: () => Promise<undefined>;
    readonly saveLast?: () => Promise<undefined>;
  }

  const never = new Promise<never>(() => undefined);

  /** Evaluates one generation and no more. */
  function once(): () => Promise<undefined> {
    let evaluated = 0;
    return () => (++evaluated > 1 ? never : Promise.resolve(undefined));
  }

  function start(
    {
      evaluate = once(),
      record = async () => null,
      finish = async () => undefined,
      saveLast = async () => undefined,
    }: Effects = {},
    stop: StopReason | null = null,
  ): {
    readonly actor: ReturnType<typeof createActor<typeof populationManagerMachine>>;
    readonly log: string[];
  } {
    const log: string[] = [];
    const logged = <T>(name: string, work: () => Promise<T>) =>
      fromPromise(({ input }: { input: { generation: number } }) => {
        log.push(`${name} ${input.generation}`);
        return work();
      });
    const machine = populationManagerMachine.provide({
      actors: {
        ask: logged("ask", async () => undefined),
        evaluate: logged("evaluate", evaluate),
        record: logged("record", record),
        tell: logged("tell", async () => undefined),
        finish: logged("finish", finish),
        saveLast: logged("save last", saveLast),
      },
      actions: {
        abandonEvaluation: () => log.push("abandon"),
        saveIfDue: (_, { generation }) => log.push(`save if due ${generation}`),
      },
    });
    return { actor: createActor(machine, { input: { generation: 0, stop } }).start(), log };
  }

  it("evaluates, records, mutates and begins again", async () => {
    const { actor, log } = start();
    expect(log).toEqual(["ask 0"]);
    await settle();
    await settle();
    expect(log).toEqual(["ask 0", "evaluate 0", "record 0", "tell 0", "save if due 1", "evaluate 1"]);
    expect(actor.getSnapshot().context.generation).toBe(1);
  });

  it("finishes when a stopping rule holds, and saves the end", async () => {
    const { actor, log } = start({ record: async () => "target" });
    await waitFor(actor, ({ status }) => status === "done");
    expect(actor.getSnapshot().value).toBe("done");
    expect(log.slice(2)).toEqual(["record 0", "tell 0", "save if due 1", "finish 1", "save last 1"]);
  });

  it("is interrupted in any state, the measuring of the champion too, and saves the last complete generation", async () => {
    for (const [prepare, value] of [
      [(): ReturnType<typeof start> => start(), "initialising"],
      [(): ReturnType<typeof start> => start({ evaluate: () => never }), "evaluating"],
      [(): ReturnType<typeof start> => start({ finish: () => never }, "generations"), "finishing"],
    ] as const) {
      const { actor, log } = prepare();
      if (value !== "initialising") await settle();
      expect(actor.getSnapshot().value).toBe(value);
      actor.send({ type: "INTERRUPT" });
      actor.send({ type: "INTERRUPT" });
      await waitFor(actor, ({ status }) => status === "done");
      expect(actor.getSnapshot().value).toBe("interrupted");
      expect(log.slice(-2)).toEqual(["abandon", "save last 0"]);
    }
  });

  it("is interrupted where the evaluation fails because it was abandoned", async () => {
    let abandon: (error: Error) => void = () => undefined;
    const evaluate = (): Promise<never> => new Promise((_, reject) => (abandon = reject));
    const { actor } = start({ evaluate });
    await settle();
    actor.send({ type: "INTERRUPT" });
    abandon(new Error("abandoned"));
    await waitFor(actor, ({ status }) => status === "done");
    expect(actor.getSnapshot().value).toBe("interrupted");
  });

  it.each<[string, Effects, StopReason | null, string]>([
    [
      "its history cannot be written",
      { record: () => Promise.reject(new Error("disk full")) },
      null,
      "disk full",
    ],
    [
      "no champion can be chosen",
      { finish: () => Promise.reject(new Error("nobody")) },
      "generations",
      "nobody",
    ],
  ])("fails with the reason and a last checkpoint when %s", async (_, effects, stop, message) => {
    const { actor, log } = start(effects, stop);
    await waitFor(actor, ({ status }) => status === "done");
    expect(actor.getSnapshot().value).toBe("failed");
    expect(actor.getSnapshot().context.problem?.message).toBe(message);
    expect(log.slice(-2)).toEqual(["abandon", "save last 0"]);
  });

  it("fails when a shard was given up, with that reason even if the checkpoint fails too", async () => {
    const { actor } = start({
      evaluate: () => Promise.reject(new CellfateError(PROBLEM)),
      saveLast: () => Promise.reject(new Error("disk full")),
    });
    await waitFor(actor, ({ status }) => status === "done");
    expect(actor.getSnapshot().value).toBe("failed");
    expect(actor.getSnapshot().context.problem).toEqual(PROBLEM);
  });

  it("does not claim that an interrupted run was saved when it was not", async () => {
    const { actor } = start({ saveLast: () => Promise.reject(new Error("disk full")) });
    actor.send({ type: "INTERRUPT" });
    await waitFor(actor, ({ status }) => status === "done");
    expect(actor.getSnapshot().value).toBe("failed");
    expect(actor.getSnapshot().context.problem?.message).toBe("disk full");
  });
});
