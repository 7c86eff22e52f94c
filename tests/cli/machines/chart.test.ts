import { describe, expect, it } from "vitest";
import { MACHINES } from "#actors/index.js";
import { chartOf } from "#cli/machines/chart.js";
import { transitionText } from "#cli/machines/chart-transition.js";
import { oddMachine } from "../../support/odd-machine.js";

describe("the chart of a machine", () => {
  const odd = chartOf(oddMachine);

  it("has every state with its kind, after the one around it", () => {
    expect(odd.states.map(({ id, type, history }) => [id, history ?? type])).toEqual([
      ["odd", "compound"],
      ["odd.outer", "compound"],
      ["odd.outer.first", "atomic"],
      ["odd.outer.last", "final"],
      ["odd.outer.past", "deep"],
      ["odd.both", "parallel"],
      ["odd.both.left", "compound"],
      ["odd.both.left.a", "atomic"],
      ["odd.both.left.b", "final"],
      ["odd.both.right", "compound"],
      ["odd.both.right.a", "atomic"],
      ["odd.both.right.b", "final"],
      ["odd.both.right.old", "shallow"],
      ["odd.end", "atomic"],
      ["odd.over", "final"],
    ]);
  });

  it("has what a state does, an action that a definition holds in place of a name as unnamed", () => {
    expect(odd.states.find(({ id }) => id === "odd.outer")).toMatchObject({
      name: "outer",
      parent: "odd",
      initial: { target: "odd.outer.first", actions: ["light"] },
      entry: ["light", 'say "<hi>"; {a: b} 100%'],
      exit: ["dim"],
      invokes: [
        { src: "fetch", id: null, name: "fetch" },
        { src: "fetch", id: null, name: "fetch 2" },
        { src: "fetch", id: "named", name: "named" },
      ],
    });
    expect(odd.states.find(({ id }) => id === "odd.end")?.entry).toEqual(["unnamed"]);
    // Timers are XState's business.
    expect(odd.states.find(({ id }) => id === "odd.outer.first")).toMatchObject({ entry: [], exit: [] });
  });

  it("has every transition, as people read it", () => {
    const texts = odd.transitions.map((one) => [one.source, transitionText(one), ...one.targets].join(" | "));
    expect(texts).toEqual([
      "odd | RESET | odd.outer",
      "odd | * / dim",
      "odd | JUMP | odd.both.left.b",
      "odd.outer | done / dim | odd.both",
      "odd.outer | done: fetch / light",
      "odd.outer | snapshot: fetch / dim",
      "odd.outer | done: fetch 2 | odd.end",
      "odd.outer | error: fetch 2 / dim | odd.end",
      "odd.outer | done: named | odd.outer",
      "odd.outer.first | path.* [isNight] | odd.outer.last",
      "odd.outer.first | path.* | odd.outer.first",
      "odd.outer.first | OUT | odd.outer",
      "odd.outer.first | after 250 ms | odd.outer.last",
      "odd.outer.first | after aWhile [isNight] | odd.outer.last",
      "odd.outer.first | after aWhile / dim",
      "odd.outer.past |  | odd.outer.first",
      "odd.both | SPLIT / light | odd.both.left.b | odd.both.right.a",
      "odd.both | done | odd.end",
      "odd.both.left.a | GO | odd.both.left.b",
      "odd.both.right.a | GO | odd.both.right.b",
      "odd.both.right.a | BACK | odd.outer.past",
      "odd.end | [isNight] | odd.over",
    ]);
  });

  it.each([...Object.values(MACHINES), oddMachine])("says nothing of XState's own names: $id", (machine) => {
    const { states, transitions } = chartOf(machine);
    expect(JSON.stringify([states, transitions])).not.toMatch(
      /xstate\.|"(assign|raise|cancel|enqueueActions)"/,
    );
    const ids = transitions.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
