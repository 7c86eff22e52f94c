/**
 * Carries bytes between two actors: in order and, while the connection lasts, each message at least once. What the
 * bytes mean is not its business; a new way to carry them (a socket, a queue) changes nothing else.
 */
export interface Transport {
  /** Why the connection has ended; undefined while it is open. */
  readonly closed: string | undefined;
  /** Sends bytes, which are the transport's from then on; nothing once the connection has ended. */
  post(bytes: Uint8Array<ArrayBuffer>): void;
  /** One listener, the last one set; messages that come before there is one are kept. */
  onMessage(listener: (bytes: Uint8Array) => void): void;
  /** One listener, called once when the connection ends, at whichever end; at once where it has ended already. */
  onClose(listener: (reason: string) => void): void;
  /** Ends the connection. What lives on the other end hears of it and is not ended by it. */
  close(): void;
}
