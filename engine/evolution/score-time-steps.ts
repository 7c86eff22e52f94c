import { worstScores } from "./assemble-scores.js";
import { refineTimeStep } from "../evaluation/ensemble.js";
import type { Evaluate } from "../evaluation/tasks/evaluate.js";
import type { Scores, ScoreTask } from "../evaluation/tasks/score.js";

/**
 * Scores individuals at several time steps, of each of them its worst: what is worth something at one dt only counts as
 * little as it is worth at the others.
 *
 * @param parts the time steps are dt / part, of the same duration
 */
export async function scoreTimeSteps(
  task: ScoreTask,
  parts: readonly number[],
  evaluate: Evaluate,
): Promise<Scores> {
  const at = (part: number): Promise<Scores> =>
    evaluate({ ...task, ensembles: { ...task.ensembles, ...refineTimeStep(task.ensembles, part) } });
  const [first = 1, ...others] = parts;
  const several: [Scores, ...Scores[]] = [await at(first)];
  for (const part of others) several.push(await at(part));
  return worstScores(several);
}
