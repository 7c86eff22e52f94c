/**
 * Carries bytes between two actors, in order, each message once. What the bytes mean is not its business; a new way
 * to carry them (a socket, a queue) changes nothing else.
 */
export interface Transport {
  post(bytes: Uint8Array<ArrayBuffer>): void;
  /** At most one listener; messages that come before it is set are kept. */
  onMessage(listener: (bytes: Uint8Array) => void): void;
  /** Called once when the other end is gone, unless this end was closed. */
  onClose(listener: (reason: string) => void): void;
  /** Ends the connection and whatever lives on the other end; resolves when it is gone. */
  close(): Promise<void>;
}
