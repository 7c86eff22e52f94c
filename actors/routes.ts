import type { MessageType } from "./messages.js";

/** An actor of a run; there are many workers. */
export type Party = "population-manager" | "mutator" | "evaluator" | "checkpointer" | "worker";

/** Who sends each type of message to whom. */
export const ROUTES: Readonly<Record<MessageType, readonly [from: Party, to: Party]>> = {
  ask: ["population-manager", "mutator"],
  tell: ["population-manager", "mutator"],
  population: ["mutator", "population-manager"],
  evaluate: ["population-manager", "evaluator"],
  abandon: ["population-manager", "evaluator"],
  evaluated: ["evaluator", "population-manager"],
  "evaluation-failed": ["evaluator", "population-manager"],
  save: ["population-manager", "checkpointer"],
  saved: ["checkpointer", "population-manager"],
  "save-failed": ["checkpointer", "population-manager"],
  prepare: ["evaluator", "worker"],
  shard: ["evaluator", "worker"],
  ready: ["worker", "evaluator"],
  "shard-done": ["worker", "evaluator"],
  "shard-failed": ["worker", "evaluator"],
};
