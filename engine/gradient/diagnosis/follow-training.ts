import type { Config } from "../../config/config.js";
import type { Evaluate } from "../../evaluation/tasks/evaluate.js";
import type { GenerationRecord } from "../../evolution/generation-record.js";
import { evaluationOf } from "../../evolution/score-generation.js";
import { proposalOf, Search } from "../../evolution/search.js";
import { strategyOf } from "../../strategies/create-strategy.js";
import type { Population } from "../../strategies/strategy.js";

/** A generation of a training that is made again. */
export interface FollowedGeneration {
  readonly record: GenerationRecord;
  readonly population: Population;
  /** Whether the training ends with it. */
  readonly isLast: boolean;
}

/**
 * The generations of a search, which is made in this thread as it goes: the same bits as any other time.
 *
 * @param generations after which it ends; by default it ends by its rules, seconds aside
 */
export async function* followTraining(
  config: Config,
  evaluate: Evaluate,
  generations?: number,
): AsyncGenerator<FollowedGeneration> {
  const strategy = strategyOf(config);
  const search = new Search(config, proposalOf(strategy));
  while (true) {
    const population = strategy.ask();
    const scored = await search.score(evaluate);
    const record = search.record(scored, 0);
    const isLast = generations === undefined ? search.stop !== null : record.generation + 1 >= generations;
    yield { record, population, isLast };
    if (isLast) return;
    strategy.tell(evaluationOf(scored));
    search.advance(proposalOf(strategy));
  }
}
