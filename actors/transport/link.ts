import type { Transport } from "./transport.js";

/** What differs between kinds of transport: how bytes, and the word that this is the end, get to the other end. */
export interface Carrier {
  post(bytes: Uint8Array<ArrayBuffer>): void;
  /** Tells the other end that this one has closed the connection. */
  close(): void;
}

/** One end of a connection: what all transports have in common. Its carrier delivers what comes, and the end. */
export class Link implements Transport {
  readonly #carrier: Carrier;
  readonly #waiting: Uint8Array[] = [];
  #listener: ((bytes: Uint8Array) => void) | undefined;
  #onClose: ((reason: string) => void) | undefined;
  #closed: string | undefined;

  constructor(carrier: Carrier) {
    this.#carrier = carrier;
  }

  get closed(): string | undefined {
    return this.#closed;
  }

  post(bytes: Uint8Array<ArrayBuffer>): void {
    if (this.#closed === undefined) this.#carrier.post(bytes);
  }

  onMessage(listener: (bytes: Uint8Array) => void): void {
    this.#listener = listener;
    for (const bytes of this.#waiting.splice(0)) listener(bytes);
  }

  onClose(listener: (reason: string) => void): void {
    this.#onClose = listener;
    if (this.#closed !== undefined) listener(this.#closed);
  }

  close(): void {
    if (this.#closed !== undefined) return;
    this.#carrier.close();
    this.end("closed at this end");
  }

  /** For the carrier: bytes of the other end. What comes after the end is dropped. */
  deliver(bytes: Uint8Array): void {
    if (this.#closed !== undefined) return;
    if (this.#listener === undefined) this.#waiting.push(bytes);
    else this.#listener(bytes);
  }

  /** For the carrier: the connection has ended. */
  end(reason: string): void {
    if (this.#closed !== undefined) return;
    this.#closed = reason;
    this.#onClose?.(reason);
  }
}
