import { describe, expect, it } from "vitest";
import type { AnyStateMachine, AnyStateNode } from "xstate";
import { checkpointerMachine } from "#actors/checkpointer/checkpointer.machine.js";
import { evaluatorMachine } from "#actors/evaluator/evaluator.machine.js";
import { mutatorMachine } from "#actors/mutator/mutator.machine.js";
import { populationManagerMachine } from "#actors/population-manager/population-manager.machine.js";

const MACHINES: readonly AnyStateMachine[] = [
  populationManagerMachine,
  evaluatorMachine,
  mutatorMachine,
  checkpointerMachine,
];

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

describe.each(MACHINES.map((machine) => [machine.id, machine] as const))(
  "the machine of the %s",
  (_, machine) => {
    const nodes = nodesOf(machine.root);

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
  },
);
