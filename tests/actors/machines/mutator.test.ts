import { describe, expect, it } from "vitest";
import { createActor } from "xstate";
import { mutatorMachine } from "#actors/mutator/mutator.machine.js";

describe("the mutator's machine", () => {
  it("offers what it has when asked, and the next population when told", () => {
    const log: string[] = [];
    const actor = createActor(
      mutatorMachine.provide({
        actions: { offerPopulation: () => log.push("offer"), tellStrategy: () => log.push("tell") },
      }),
    ).start();
    actor.send({ type: "ASK" });
    actor.send({ type: "TELL", generation: 0 });
    expect(log).toEqual(["offer", "tell", "offer"]);
  });
});
