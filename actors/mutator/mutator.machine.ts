import { setup } from "xstate";

export type MutatorEvent = { type: "ASK" } | { type: "TELL"; generation: number };

/**
 * The mutator: holds the strategy. Asked, it gives the population to evaluate; told a generation's fitness, it makes
 * the next and gives that.
 */
export const mutatorMachine = setup({
  types: { events: {} as MutatorEvent },
  actions: {
    /** Effect: sends the strategy's population. */
    offerPopulation: () => undefined,
    /** Effect: tells the strategy the fitness that came with the message. */
    tellStrategy: () => undefined,
  },
}).createMachine({
  id: "mutator",
  initial: "holding",
  states: {
    holding: {
      on: {
        ASK: { target: "offering" },
        TELL: { target: "proposing" },
      },
    },
    proposing: { entry: "tellStrategy", always: "offering" },
    offering: { entry: "offerPopulation", always: "holding" },
  },
});
