import type { AnyStateMachine } from "xstate";
import { checkpointerMachine } from "./checkpointer/checkpointer.machine.js";
import { evaluatorMachine } from "./evaluator/evaluator.machine.js";
import type { Party } from "./routes.js";
import { mutatorMachine } from "./mutator/mutator.machine.js";
import { populationManagerMachine } from "./population-manager/population-manager.machine.js";

/** An actor of a run that is a machine; its machine has this id, too. */
export type MachineName = Exclude<Party, "worker">;

/** The machines of a run. */
export const MACHINES: Readonly<Record<MachineName, AnyStateMachine>> = {
  "population-manager": populationManagerMachine,
  evaluator: evaluatorMachine,
  mutator: mutatorMachine,
  checkpointer: checkpointerMachine,
};
