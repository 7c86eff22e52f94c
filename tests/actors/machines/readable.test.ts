import { describe, expect, it } from "vitest";
import type { AnyStateNode } from "xstate";
import { MACHINES } from "#actors/index.js";

/** What a definition calls by name, as XState resolves it: a name, or an object or function with a type. */
interface Called {
  readonly of: "actions" | "guards" | "actors" | "delays";
  readonly called: unknown;
}

function nodesOf(node: AnyStateNode): AnyStateNode[] {
  return [node, ...Object.values(node.states).flatMap(nodesOf)];
}

function property(of: unknown, name: string): unknown {
  return typeof of === "object" && of !== null ? Reflect.get(of, name) : undefined;
}

function calledBy(node: AnyStateNode): Called[] {
  const transitions = [...node.transitions.values(), node.always ?? []].flat();
  // Of the configuration: XState adds actions of its own where there is a delay.
  const own = (name: string): unknown => property(node.config, name) ?? [];
  const actions = [own("entry"), own("exit"), ...transitions.map((t): unknown => t.actions)].flat();
  return [
    ...actions.map((called) => ({ of: "actions" as const, called })),
    ...transitions.flatMap(({ guard }) =>
      guard === undefined ? [] : [{ of: "guards" as const, called: guard }],
    ),
    ...node.invoke.map(({ src }) => ({ of: "actors" as const, called: src })),
    ...node.after.map(({ delay }) => ({ of: "delays" as const, called: delay })),
  ];
}

describe.each(Object.entries(MACHINES))("the machine of the %s", (name, machine) => {
  const nodes = nodesOf(machine.root);

  it("has the name that it is found by", () => {
    expect(machine.id).toBe(name);
  });

  it("says in words what it does, and what each of its states means", () => {
    for (const { id, description } of nodes) expect(description, id).toMatch(/^[A-Z].{20,}[.]$/);
  });

  it("calls every action, guard, delay and actor by a name that is set up", () => {
    const implementations = machine.implementations;
    const calls = nodes.flatMap(calledBy);
    expect(calls.length).toBeGreaterThan(1);
    for (const { of, called } of calls) {
      const name = property(called, "type") ?? called;
      expect(name, `${of}: ${String(called)}`).toBeTypeOf("string");
      expect(Object.keys(implementations[of]), of).toContain(name);
    }
  });
});
