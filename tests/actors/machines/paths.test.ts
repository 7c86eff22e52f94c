import { describe, expect, it } from "vitest";
import { MACHINES } from "#actors/index.js";
import {
  type Coverage,
  effectsOf,
  type Exploration,
  nodesOf,
  pathsThrough,
  transitionsOf,
  walkPath,
} from "../../support/walk-machine.js";

const PROBLEM = { code: "test.problem", message: "it broke" };
const tried = (type: string, attempt: number): { type: string; shard: number; attempt: number } => ({
  type,
  shard: 1,
  attempt,
});

/** What reaches all of each machine; counts are followed up to two, as no guard asks for more. */
const EXPLORATIONS: Readonly<Record<keyof typeof MACHINES, Exploration>> = {
  "population-manager": {
    machine: MACHINES["population-manager"],
    input: { generation: 0, stop: null },
    events: () => [{ type: "INTERRUPT" }],
    told: ({ stop, problem }) => ({ stop, failed: problem !== null }),
    outputs: { record: [null, "target"] },
  },
  evaluator: {
    machine: MACHINES.evaluator,
    events: ({ workers }) => [
      ...(workers === 2 ? [] : [{ type: "WORKER_JOINED" }]),
      ...(workers === 0 ? [] : [{ type: "WORKER_LEFT" }]),
      { type: "WORKER_FREE" },
      { type: "DESERTED", problem: PROBLEM },
      { type: "WAVE", shards: 2 },
      { type: "SHARD_DONE" },
      ...[1, 3].map((attempt) => ({ ...tried("SHARD_FAILED", attempt), problem: PROBLEM })),
      tried("RETRY", 1),
      { type: "ABANDON" },
    ],
    told: ({ workers, open }) => ({ workers, open }),
  },
  mutator: {
    machine: MACHINES.mutator,
    events: () => [{ type: "ASK" }, { type: "TELL", generation: 0 }],
    told: () => null,
  },
  checkpointer: {
    machine: MACHINES.checkpointer,
    events: () => [{ type: "SAVE", generation: 10 }],
    told: ({ waiting, attempts }) => ({ waiting, attempts }),
    outputs: { write: ["file"] },
  },
};

describe.each(Object.entries(EXPLORATIONS))(
  "all paths through the machine of the %s",
  (name, exploration) => {
    it("lead the running machine where its definition says, through every state, transition and effect", async () => {
      const { machine } = exploration;
      const coverage: Coverage = { states: new Set(), transitions: new Set(), effects: new Set() };
      const paths = pathsThrough(exploration);
      for (const path of paths) {
        const events = path.map(({ event }) => event.type).join(", ");
        await walkPath(exploration, path, coverage, (actual, expected, event) =>
          expect(actual, `after ${event.type} of ${events}`).toBe(expected),
        );
      }
      const nodes = nodesOf(machine.root);
      const transitions = nodes.flatMap(transitionsOf);
      const effects = effectsOf(machine);
      const share = (met: ReadonlySet<unknown>, all: readonly unknown[]): string =>
        `${all.filter((one) => met.has(one)).length} of ${all.length}`;
      process.stdout.write(
        `${name}: ${paths.length} paths, states ${share(
          coverage.states,
          nodes.map(({ id }) => id),
        )}, transitions ${share(coverage.transitions, transitions)}, effects ${share(coverage.effects, effects)}\n`,
      );
      expect(nodes.map(({ id }) => id).filter((id) => !coverage.states.has(id))).toEqual([]);
      expect(transitions.filter((one) => !coverage.transitions.has(one))).toEqual([]);
      expect(effects.filter((effect) => !coverage.effects.has(effect))).toEqual([]);
    });
  },
);
