import { type Carrier, Link } from "./link.js";
import type { Transport } from "./transport.js";

/** Carries to another end in this thread: what is posted arrives in a later microtask. */
function carrierTo(other: () => Link): Carrier {
  return {
    post: (bytes) => {
      queueMicrotask(() => {
        other().deliver(bytes);
      });
    },
    close: () => {
      queueMicrotask(() => {
        other().end("closed by the other end");
      });
    },
  };
}

/** Two connected ends in this thread; messages are bytes here too, so moving an actor changes nothing. */
export function connectInProcess(): [Transport, Transport] {
  const one: Link = new Link(carrierTo(() => other));
  const other: Link = new Link(carrierTo(() => one));
  return [one, other];
}
