import { decodeMessage, encodeMessage } from "./message-codec.js";
import { type Envelope, type MessageType, type Payload, PROTOCOL_VERSION } from "./messages.js";
import type { Transport } from "./transport/transport.js";

/** What a message is about; see the envelope. */
export interface Subject {
  readonly generation: number;
  readonly shard?: number;
  readonly attempt?: number;
}

/** One end of a connection that speaks messages: encodes what is sent, decodes and checks what comes. */
export class Mailbox {
  readonly #transport: Transport;
  readonly #run: string;

  constructor(transport: Transport, run: string) {
    this.#transport = transport;
    this.#run = run;
  }

  send<T extends MessageType>(
    type: T,
    payload: Payload<T>,
    { generation, shard = 0, attempt = 0 }: Subject,
  ): void {
    const header = { v: PROTOCOL_VERSION, run: this.#run, generation, shard, attempt };
    // A message of type T with the payload of T; the union of all types cannot say so of a generic T.
    this.#transport.post(encodeMessage({ ...header, type, payload } as Envelope));
  }

  /**
   * @param onInvalid takes the CellfateError of bytes that are no message; by default it is thrown out of the
   * transport's listener, as between actors of one process only a mistake of this program can send such
   */
  onMessage(
    listener: (envelope: Envelope) => void,
    onInvalid: (error: unknown) => void = (error) => {
      throw error;
    },
  ): void {
    this.#transport.onMessage((bytes) => {
      let envelope: Envelope;
      try {
        envelope = decodeMessage(bytes);
      } catch (error) {
        onInvalid(error);
        return;
      }
      listener(envelope);
    });
  }
}
