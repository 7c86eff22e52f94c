import { decodeMessage, encodeMessage } from "./message-codec.js";
import {
  type Envelope,
  type MessageHeader,
  type MessageType,
  type Payload,
  PROTOCOL_VERSION,
} from "./messages.js";
import type { Transport } from "./transport/transport.js";

/** What a message is about; see the envelope. */
export interface About {
  readonly generation: number;
  readonly shard?: number;
  readonly attempt?: number;
}

/** Hears of a message that was sent or has come, and of its length. */
export type MessageWitness = (header: MessageHeader, bytes: number) => void;

/**
 * One end of a connection that speaks the messages of one run: encodes what is sent, decodes and checks what comes,
 * and drops what is of another run.
 */
export class Mailbox {
  readonly #transport: Transport;
  readonly #witness: MessageWitness | undefined;
  #run: string | undefined;

  /** `run`: by default that of the first message that comes; what is sent before is of no run, "". */
  constructor(transport: Transport, run?: string, witness?: MessageWitness) {
    this.#transport = transport;
    this.#run = run;
    this.#witness = witness;
  }

  send<T extends MessageType>(
    type: T,
    payload: Payload<T>,
    { generation, shard = 0, attempt = 0 }: About,
  ): void {
    const run = this.#run ?? "";
    const bytes = encodeMessage<T>({ v: PROTOCOL_VERSION, run, generation, shard, attempt, type, payload });
    // Before it is posted: what is posted to a thread has no length any more.
    this.#witness?.({ type, generation, shard, attempt }, bytes.length);
    this.#transport.post(bytes);
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
      this.#run ??= envelope.run;
      if (envelope.run !== this.#run) return;
      this.#witness?.(envelope, bytes.length);
      listener(envelope);
    });
  }
}
