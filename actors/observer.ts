import type { InspectionEvent } from "xstate";
import type { Problem } from "../engine/index.js";
import type { MessageWitness } from "./mailbox.js";
import type { MessageHeader } from "./messages.js";

/**
 * Watches a run: told of what happens, in numbers and words, never of a genome. It changes nothing and must be quick, as
 * the run waits for it.
 */
export interface RunObserver {
  /** What a machine, or an actor that it has invoked, does: XState's inspection of all four. */
  inspect(event: InspectionEvent): void;
  /**
   * A message has been sent or has come, seen at the end that is nearer to the population manager.
   *
   * @param bytes its length as it travels
   * @param worker the id of the worker that it is to or from; null where it is between the four
   */
  message(header: MessageHeader, bytes: number, worker: number | null): void;
  /** A worker is there. */
  joined(worker: number, name: string): void;
  /** A worker that was there has gone. */
  left(worker: number, problem: Problem): void;
}

/** What an actor is created with so that the observer, where there is one, sees it. */
export function inspectedBy(observer: RunObserver | undefined): {
  inspect?: (event: InspectionEvent) => void;
} {
  if (observer === undefined) return {};
  return {
    inspect: (event) => {
      observer.inspect(event);
    },
  };
}

/** What a mailbox is given so that the observer, where there is one, sees its messages. */
export function witnessOf(
  observer: RunObserver | undefined,
  worker: number | null = null,
): MessageWitness | undefined {
  if (observer === undefined) return undefined;
  return (header, bytes) => {
    observer.message(header, bytes, worker);
  };
}
