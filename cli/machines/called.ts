import type { AnyStateNode } from "xstate";

/** What stands for an action, a guard or an actor that a definition holds in place of a name. */
const UNNAMED = "unnamed";

/** XState's own names for what has none. */
const OWN = "xstate.";

/** The name that a definition calls an action, a guard or an actor by, whatever form it has there. */
export function calledName(called: unknown): string {
  const name = typeof called === "object" && called !== null && "type" in called ? called.type : called;
  return typeof name === "string" && !name.startsWith(OWN) ? name : UNNAMED;
}

/** The machine's id and the keys down to a state, with dots; unlike `node.id`, which a definition may choose. */
export function stateId({ machine, path }: AnyStateNode): string {
  return [machine.id, ...path].join(".");
}

/** Whether a state is inside another, by their ids. */
export function isWithin(inner: string, outer: string): boolean {
  return inner.startsWith(`${outer}.`);
}
