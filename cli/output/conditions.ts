import type { Config } from "../../engine/index.js";
import type { SubjectSource } from "../input/subject-source.js";

/** What was looked at and how, as `evaluate --json` and the file of `simulate` say it beside the numbers. */
export interface Conditions {
  readonly subject: string;
  readonly seed: number;
  readonly model: Config["model"];
  /** How f was evaluated in a step. */
  readonly regulation: Config["evaluation"]["regulation"];
  /** What is unlike the run that a champion is of: `model.dt: 0.02, not 0.01`. */
  readonly differences: readonly string[];
}

/** The conditions of a subject. */
export function conditionsOf({ name, config, differences }: SubjectSource): Conditions {
  const { seed, model, evaluation } = config;
  return { subject: name, seed, model, regulation: evaluation.regulation, differences };
}

/** The same for people, a line each, but for the model, which the differences are enough of. */
export function conditionsText({ subject, seed, regulation, differences }: Conditions): string {
  const how = regulation === "table" ? "f from a table" : "f evaluated in every step";
  const unlike = differences.map((difference) => `unlike its run: ${difference}\n`);
  return `${subject}\nseed ${seed}, ${how}\n${unlike.join("")}`;
}
