import { type ActorOptions, createActor } from "xstate";
import { type Evaluation, proposalOf, type Strategy } from "../../engine/index.js";
import { Mailbox } from "../mailbox.js";
import type { Transport } from "../transport/transport.js";
import { mutatorMachine } from "./mutator.machine.js";

/** What a mutator needs from outside. */
export interface MutatorOptions {
  readonly run: string;
  /** The population manager's end. */
  readonly manager: Transport;
  readonly strategy: Strategy;
  readonly inspect?: ActorOptions<typeof mutatorMachine>["inspect"];
}

/** Starts the mutator; see `mutator.machine.ts` for what it decides. */
export function startMutator({ run, manager, strategy, inspect }: MutatorOptions): void {
  const mailbox = new Mailbox(manager, run);
  let evaluation: Evaluation | undefined;
  const machine = mutatorMachine.provide({
    actions: {
      tellStrategy: () => {
        if (evaluation !== undefined) strategy.tell(evaluation);
      },
      offerPopulation: () => {
        const { population, strategy: state } = proposalOf(strategy);
        const { generation } = state;
        const offer = {
          population: { ...population },
          strategy: { ...state, arrays: { ...state.arrays }, numbers: { ...state.numbers } },
        };
        mailbox.send("population", offer, { generation });
      },
    },
  });
  const actor = createActor(machine, inspect === undefined ? {} : { inspect });
  actor.start();
  mailbox.onMessage((envelope) => {
    if (envelope.type === "ask") actor.send({ type: "ASK" });
    // The strategy is at the generation that it offered: a repeated message is not told twice.
    else if (envelope.type === "tell" && envelope.generation === strategy.save().generation) {
      ({ evaluation } = envelope.payload);
      actor.send({ type: "TELL", generation: envelope.generation });
    }
  });
}
