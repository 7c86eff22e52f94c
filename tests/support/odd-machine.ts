import { assign, fromPromise, setup } from "xstate";

/** A machine with everything that a statechart may have and ours need not, and with names that formats trip on. */
export const oddMachine = setup({
  actions: { light: () => undefined, dim: () => undefined, 'say "<hi>"; {a: b} 100%': () => undefined },
  guards: { isNight: () => true },
  delays: { aWhile: 10 },
  actors: { fetch: fromPromise(async () => undefined) },
}).createMachine({
  id: "odd",
  description: 'A machine that no one would build; "quoted", <tagged> & more.',
  initial: "outer",
  on: {
    RESET: { target: ".outer", reenter: true, description: "Begin anew." },
    "*": { actions: "dim" },
    JUMP: { target: "#odd.both.left.b" },
  },
  states: {
    outer: {
      entry: ["light", 'say "<hi>"; {a: b} 100%'],
      exit: "dim",
      initial: { target: "first", actions: "light" },
      onDone: { target: "both", actions: "dim" },
      invoke: [
        { src: "fetch", onDone: { actions: "light" }, onSnapshot: { actions: "dim" } },
        { src: "fetch", onDone: { target: "end" }, onError: { target: "end", actions: "dim" } },
        { id: "named", src: "fetch", onDone: { target: "outer", reenter: true } },
      ],
      states: {
        first: {
          after: {
            250: { target: "last" },
            aWhile: [{ guard: "isNight", target: "last" }, { actions: "dim" }],
          },
          on: {
            "path.*": [
              { guard: "isNight", target: "last" },
              { target: "first", reenter: true },
            ],
            OUT: { target: "#odd.outer" },
          },
        },
        last: { type: "final" },
        past: { type: "history", history: "deep", target: "first" },
      },
    },
    both: {
      type: "parallel",
      onDone: "end",
      states: {
        left: { initial: "a", states: { a: { on: { GO: "b" } }, b: { type: "final" } } },
        right: {
          initial: "a",
          states: {
            a: { on: { GO: "b", BACK: "#odd.outer.past" } },
            b: { type: "final" },
            old: { type: "history" },
          },
        },
      },
      on: { SPLIT: { target: [".left.b", ".right.a"], actions: "light" } },
    },
    end: { entry: assign({}), always: { guard: "isNight", target: "over" } },
    over: { type: "final" },
  },
});
