import { type Deferred, deferred } from "../deferred.js";
import { Mailbox } from "../mailbox.js";
import type { Payload } from "../messages.js";
import type { Transport } from "../transport/transport.js";

/** What the mutator offers: a generation's population. */
export type Offer = Payload<"population">;

/** The asking end of the mutator: a population is a promise. */
export class MutatorClient {
  readonly #mailbox: Mailbox;
  #awaited: { readonly generation: number; readonly offer: Deferred<Offer> } | undefined;

  constructor(transport: Transport, run: string) {
    this.#mailbox = new Mailbox(transport, run);
    this.#mailbox.onMessage(({ type, payload }) => {
      if (type !== "population") throw new Error(`a mutator cannot have sent a "${type}" message`);
      if (payload.generation === this.#awaited?.generation) this.#awaited.offer.resolve(payload);
    });
  }

  /** The population of the generation that the strategy is at. */
  ask(generation: number): Promise<Offer> {
    this.#mailbox.send("ask", {}, { generation });
    return this.#await(generation);
  }

  /** Tells the strategy the fitness of a generation; the population of the next. */
  tell(generation: number, fitness: Float64Array): Promise<Offer> {
    this.#mailbox.send("tell", { fitness }, { generation });
    return this.#await(generation + 1);
  }

  #await(generation: number): Promise<Offer> {
    const offer = deferred<Offer>();
    this.#awaited = { generation, offer };
    return offer.promise;
  }
}
