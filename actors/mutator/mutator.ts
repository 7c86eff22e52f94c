import { createActor } from "xstate";
import { type Evaluation, proposalOf, type Strategy } from "../../engine/index.js";
import { Mailbox } from "../mailbox.js";
import { inspectedBy, type RunObserver } from "../observer.js";
import type { Transport } from "../transport/transport.js";
import { mutatorMachine } from "./mutator.machine.js";

/** What a mutator needs from outside. */
export interface MutatorOptions {
  readonly run: string;
  /** The population manager's end. */
  readonly manager: Transport;
  readonly strategy: Strategy;
  readonly observer?: RunObserver;
}

/** Starts the mutator; see `mutator.machine.ts` for what it decides. */
export function startMutator({ run, manager, strategy, observer }: MutatorOptions): void {
  const mailbox = new Mailbox(manager, run);
  let evaluation: Evaluation = { fitness: new Float64Array(0), standardError: null };
  const machine = mutatorMachine.provide({
    actions: {
      tellStrategy: () => {
        strategy.tell(evaluation);
      },
      offerPopulation: () => {
        const proposal = proposalOf(strategy);
        mailbox.send("population", proposal, { generation: proposal.strategy.generation });
      },
    },
  });
  const actor = createActor(machine, { id: "mutator", ...inspectedBy(observer) });
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
