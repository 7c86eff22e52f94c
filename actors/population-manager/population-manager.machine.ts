import { assign, fromPromise, setup } from "xstate";
import type { Problem, StopReason } from "../../engine/index.js";
import { problemOf } from "../problem-of.js";

interface PopulationManagerContext {
  /** Generation being evaluated, or to be evaluated next. */
  readonly generation: number;
  /** Why the search ends with the last recorded generation; null while it goes on. */
  readonly stop: StopReason | null;
  readonly problem: Problem | null;
}

export type PopulationManagerEvent =
  | { type: "POPULATION"; generation: number }
  | { type: "SCORED"; generation: number }
  | { type: "EVALUATION_FAILED"; problem: Problem }
  | { type: "INTERRUPT" };

/**
 * The population manager: the training lifecycle. A generation is evaluated, recorded and mutated into the next;
 * checkpoints are written beside that. When a stopping rule holds, the champion is chosen and measured on fresh
 * replicates. An interruption or a failure abandons the generation in hand and saves the last complete one.
 */
export const populationManagerMachine = setup({
  types: {
    context: {} as PopulationManagerContext,
    events: {} as PopulationManagerEvent,
    input: {} as { generation: number; stop: StopReason | null },
  },
  actions: {
    /** Effect: asks the mutator for the population. */
    askMutator: () => undefined,
    /** Effect: tells the mutator the fitness of the recorded generation. */
    tellMutator: () => undefined,
    /** Effect: asks the evaluator for the scores of the generation. */
    requestScores: () => undefined,
    /** Effect: tells the evaluator to drop what it has in hand. */
    abandonEvaluation: () => undefined,
    /** Effect: hands the search to the checkpointer, if a checkpoint is due. */
    saveIfDue: () => undefined,
    takeGeneration: assign({ generation: (_, { generation }: { generation: number }) => generation }),
  },
  actors: {
    /** Effect: writes the generation down; whether the search ends with it. */
    record: fromPromise<StopReason | null>(() => Promise.resolve(null)),
    /** Effect: chooses and measures the champion, and writes it down. */
    finish: fromPromise<undefined>(() => Promise.resolve(undefined)),
    /** Effect: saves the last complete generation; resolves once it is on disk. */
    saveLast: fromPromise<undefined>(() => Promise.resolve(undefined)),
  },
  guards: {
    isStopping: ({ context }) => context.stop !== null,
    isAwaited: ({ context }, { generation }: { generation: number }) => generation === context.generation,
  },
}).createMachine({
  id: "population-manager",
  context: ({ input }) => ({ ...input, problem: null }),
  initial: "initialising",
  on: {
    INTERRUPT: { target: ".interrupting" },
    EVALUATION_FAILED: {
      target: ".failing",
      actions: assign({ problem: ({ event }) => event.problem }),
    },
  },
  states: {
    initialising: {
      entry: "askMutator",
      on: { POPULATION: { target: "deciding" } },
    },
    deciding: {
      always: [{ guard: "isStopping", target: "finishing" }, { target: "evaluating" }],
    },
    evaluating: {
      entry: "requestScores",
      on: {
        SCORED: { guard: { type: "isAwaited", params: ({ event }) => event }, target: "recording" },
      },
    },
    recording: {
      invoke: {
        src: "record",
        onDone: { target: "mutating", actions: assign({ stop: ({ event }) => event.output }) },
        onError: { target: "failing", actions: assign({ problem: ({ event }) => problemOf(event.error) }) },
      },
    },
    mutating: {
      entry: "tellMutator",
      on: {
        POPULATION: {
          target: "deciding",
          actions: [{ type: "takeGeneration", params: ({ event }) => event }, "saveIfDue"],
        },
      },
    },
    finishing: {
      invoke: {
        src: "finish",
        onDone: { target: "saving" },
        onError: { target: "failing", actions: assign({ problem: ({ event }) => problemOf(event.error) }) },
      },
    },
    saving: {
      invoke: { src: "saveLast", onDone: { target: "done" }, onError: { target: "done" } },
    },
    interrupting: {
      entry: "abandonEvaluation",
      invoke: {
        src: "saveLast",
        onDone: { target: "interrupted" },
        onError: { target: "failed", actions: assign({ problem: ({ event }) => problemOf(event.error) }) },
      },
      on: { INTERRUPT: {}, EVALUATION_FAILED: {} },
    },
    failing: {
      entry: "abandonEvaluation",
      invoke: { src: "saveLast", onDone: { target: "failed" }, onError: { target: "failed" } },
      on: { INTERRUPT: {}, EVALUATION_FAILED: {} },
    },
    done: { type: "final" },
    interrupted: { type: "final" },
    failed: { type: "final" },
  },
});
