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

/** From outside; all else that happens is the end of an invocation. */
export interface PopulationManagerEvent {
  readonly type: "INTERRUPT";
}

/** The generation that an invocation is about. */
export interface GenerationInput {
  readonly generation: number;
}

/** An invocation for the generation it is given; what it makes beyond numbers stands beside the machine. */
const nothing = fromPromise<undefined, GenerationInput>(() => Promise.resolve(undefined));

function generationInput({ context }: { context: PopulationManagerContext }): GenerationInput {
  return { generation: context.generation };
}

const noteError = {
  type: "note",
  params: ({ event }: { event: { error: unknown } }) => ({ error: event.error }),
} as const;
const failing = { target: "failing", actions: noteError } as const;

/** The population manager: the training lifecycle. */
export const populationManagerMachine = setup({
  types: {
    context: {} as PopulationManagerContext,
    events: {} as PopulationManagerEvent,
    input: {} as { generation: number; stop: StopReason | null },
  },
  actors: {
    /** Effect: gets the population of the generation from the mutator. */
    ask: nothing,
    /** Effect: has the generation scored by the evaluator. */
    evaluate: nothing,
    /** Effect: writes the generation down; whether the search ends with it. */
    record: fromPromise<StopReason | null, GenerationInput>(() => Promise.resolve(null)),
    /** Effect: tells the mutator how the generation was evaluated and gets the population of the next. */
    tell: nothing,
    /** Effect: chooses and measures the champion. */
    finish: nothing,
    /** Effect: saves the last complete generation; resolves once it is on disk. */
    saveLast: nothing,
  },
  actions: {
    /** Effect: tells the evaluator to drop what it has in hand. */
    abandonEvaluation: () => undefined,
    /** Effect: hands the generation to the checkpointer, if a checkpoint is due. */
    saveIfDue: (_, _params: GenerationInput) => undefined,

    takeStop: assign({ stop: (_, { stop }: { stop: StopReason | null }) => stop }),
    takeNext: assign({ generation: ({ context }) => context.generation + 1 }),
    note: assign({ problem: (_, { error }: { error: unknown }) => problemOf(error) }),
  },
  guards: {
    isStopping: ({ context }) => context.stop !== null,
  },
}).createMachine({
  id: "population-manager",
  description:
    "A generation is evaluated, recorded and followed by the next; checkpoints are written beside that. When a stopping rule holds, the champion is chosen and measured on fresh replicates. An interruption or a failure abandons the generation in hand and saves the last complete one.",
  context: ({ input }) => ({ ...input, problem: null }),
  initial: "initialising",
  on: { INTERRUPT: { target: ".interrupting" } },
  states: {
    initialising: {
      description: "The mutator is asked for the population to begin, or to go on, with.",
      invoke: {
        src: "ask",
        input: generationInput,
        onDone: { target: "deciding" },
        onError: failing,
      },
    },
    deciding: {
      description: "A population is there; the search goes on, or a stopping rule holds.",
      always: [{ guard: "isStopping", target: "finishing" }, { target: "evaluating" }],
    },
    evaluating: {
      description: "The evaluator has the population simulated and scored.",
      invoke: {
        src: "evaluate",
        input: generationInput,
        onDone: { target: "recording" },
        onError: failing,
      },
    },
    recording: {
      description: "The generation is written down, and whether the search ends with it is found out.",
      invoke: {
        src: "record",
        input: generationInput,
        onDone: {
          target: "mutating",
          actions: { type: "takeStop", params: ({ event }) => ({ stop: event.output }) },
        },
        onError: failing,
      },
    },
    mutating: {
      description:
        "The mutator is told how the generation was evaluated and makes the next: this one is complete.",
      invoke: {
        src: "tell",
        input: generationInput,
        onDone: {
          target: "deciding",
          actions: ["takeNext", { type: "saveIfDue", params: generationInput }],
        },
        onError: failing,
      },
    },
    finishing: {
      description: "The candidates are compared on fresh replicates, and the champion is measured on others.",
      invoke: {
        src: "finish",
        input: generationInput,
        onDone: { target: "saving" },
        onError: failing,
      },
    },
    saving: {
      description: "The end of the search is saved; a champion that is there counts even where that fails.",
      invoke: {
        src: "saveLast",
        input: generationInput,
        onDone: { target: "done" },
        onError: { target: "done" },
      },
    },
    interrupting: {
      description: "The generation in hand is abandoned; the last complete one is saved.",
      entry: "abandonEvaluation",
      invoke: {
        src: "saveLast",
        input: generationInput,
        onDone: { target: "interrupted" },
        onError: { target: "failed", actions: noteError },
      },
      on: { INTERRUPT: {} },
    },
    failing: {
      description:
        "Something has failed for good; the last complete generation is saved where that is possible.",
      entry: "abandonEvaluation",
      invoke: {
        src: "saveLast",
        input: generationInput,
        onDone: { target: "failed" },
        onError: { target: "failed" },
      },
      on: { INTERRUPT: {} },
    },
    done: { description: "The search has ended by its rules, and the champion is known.", type: "final" },
    interrupted: { description: "The run was interrupted; it can be gone on with.", type: "final" },
    failed: { description: "The run has failed; it can be gone on with.", type: "final" },
  },
});
