import { setup } from "xstate";

export type MutatorEvent = { type: "ASK" } | { type: "TELL"; generation: number };

/**
 * The mutator: whoever holds the strategy, so named after what the first of them does. Asked, it offers the population
 * that the strategy proposes; told how a generation was evaluated, it moves the strategy on and offers what that then
 * proposes: mutants, samples of a distribution that has moved, or the next step along a gradient.
 */
export const mutatorMachine = setup({
  types: { events: {} as MutatorEvent },
  actions: {
    /** Effect: sends the population that the strategy proposes, with the state to go on from. */
    offerPopulation: () => undefined,
    /** Effect: tells the strategy the evaluation that came with the message. */
    tellStrategy: () => undefined,
  },
}).createMachine({
  id: "mutator",
  description:
    "Holds the strategy. Asked, it offers the population to evaluate; told an evaluation, it moves the strategy on, whether that mutates or not, and offers the next.",
  initial: "holding",
  states: {
    holding: {
      description: "Waits to be asked for a population or to be told an evaluation.",
      on: { ASK: { target: "offering" }, TELL: { target: "proposing" } },
    },
    proposing: {
      description: "The strategy takes in the evaluation and moves on to the next generation.",
      entry: "tellStrategy",
      always: "offering",
    },
    offering: {
      description: "The strategy's population is sent to the population manager.",
      entry: "offerPopulation",
      always: "holding",
    },
  },
});
