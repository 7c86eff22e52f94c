import type { Transport } from "#actors/transport/transport.js";

/** A connection that delivers every message of this end twice. */
function doubled(inner: Transport): Transport {
  return {
    get closed() {
      return inner.closed;
    },
    post: (bytes) => {
      inner.post(bytes.slice());
      inner.post(bytes);
    },
    onMessage: (listener) => inner.onMessage(listener),
    onClose: (listener) => inner.onClose(listener),
    close: () => inner.close(),
  };
}

/** Both ends of a connection, doubled. */
export function bothDoubled([one, other]: readonly [Transport, Transport]): [Transport, Transport] {
  return [doubled(one), doubled(other)];
}
