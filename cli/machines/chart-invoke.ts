import type { AnyStateNode } from "xstate";
import { calledName } from "./called.js";

/** An actor that is at work as long as a state is active. */
export interface ChartInvoke {
  /** The logic of the actor, as the machine is given it. */
  readonly src: string;
  /** What the definition calls this use of it; null where it says nothing. */
  readonly id: string | null;
  /** What a reader calls it: the one or the other, with a number where a state has several of the name. */
  readonly name: string;
}

/** The actors that a state invokes, in their order. */
export function invokesOf(node: AnyStateNode): ChartInvoke[] {
  const named: ChartInvoke[] = [];
  for (const [i, { src, id }] of node.invoke.entries()) {
    const own = id === `${i}.${node.id}` ? null : id;
    const actor = calledName(src);
    const name = own ?? actor;
    const before = named.filter((other) => other.name === name).length;
    named.push({ src: actor, id: own, name: before === 0 ? name : `${name} ${before + 1}` });
  }
  return named;
}
