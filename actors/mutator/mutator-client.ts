import type { Evaluation, Proposal } from "../../engine/index.js";
import { type Deferred, deferred } from "../deferred.js";
import { Mailbox, type MessageWitness } from "../mailbox.js";
import type { Transport } from "../transport/transport.js";

/** The asking end of the mutator: what it proposes is a promise. */
export class MutatorClient {
  readonly #mailbox: Mailbox;
  #awaited: { readonly generation: number; readonly proposal: Deferred<Proposal> } | undefined;

  constructor(transport: Transport, run: string, witness?: MessageWitness) {
    this.#mailbox = new Mailbox(transport, run, witness);
    this.#mailbox.onMessage(({ type, payload }) => {
      if (type !== "population") throw new Error(`a mutator cannot have sent a "${type}" message`);
      const { generation } = payload.strategy;
      if (generation === this.#awaited?.generation) this.#awaited.proposal.resolve(payload);
    });
  }

  /** What the strategy proposes for the generation that it is at. */
  ask(generation: number): Promise<Proposal> {
    this.#mailbox.send("ask", {}, { generation });
    return this.#await(generation);
  }

  /** Tells the strategy how a generation was evaluated; what it proposes for the next. */
  tell(generation: number, evaluation: Evaluation): Promise<Proposal> {
    this.#mailbox.send("tell", { evaluation }, { generation });
    return this.#await(generation + 1);
  }

  #await(generation: number): Promise<Proposal> {
    const proposal = deferred<Proposal>();
    this.#awaited = { generation, proposal };
    return proposal.promise;
  }
}
