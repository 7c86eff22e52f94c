import type { Transport } from "./transport.js";

/** One end of an in-process connection: what the other end posts arrives in a later microtask. */
class InProcessEnd implements Transport {
  other: InProcessEnd | undefined;
  #listener: ((bytes: Uint8Array) => void) | undefined;
  #closed: ((reason: string) => void) | undefined;
  readonly #waiting: Uint8Array[] = [];

  post(bytes: Uint8Array): void {
    const { other } = this;
    queueMicrotask(() => other?.deliver(bytes));
  }

  deliver(bytes: Uint8Array): void {
    if (this.other === undefined) return;
    if (this.#listener === undefined) this.#waiting.push(bytes);
    else this.#listener(bytes);
  }

  onMessage(listener: (bytes: Uint8Array) => void): void {
    this.#listener = listener;
    for (const bytes of this.#waiting.splice(0)) listener(bytes);
  }

  onClose(listener: (reason: string) => void): void {
    this.#closed = listener;
  }

  async close(): Promise<void> {
    const { other } = this;
    this.other = undefined;
    if (other?.other === undefined) return;
    other.other = undefined;
    other.#closed?.("closed by the other end");
  }
}

/** Two connected ends in this thread; messages are bytes here too, so moving an actor changes nothing. */
export function connectInProcess(): [Transport, Transport] {
  const [a, b] = [new InProcessEnd(), new InProcessEnd()];
  a.other = b;
  b.other = a;
  return [a, b];
}
