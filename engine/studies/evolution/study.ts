import { regulationOf } from "../../analysis/regulation-curve.js";
import { sampledRegulation } from "../../analysis/sampled-regulation.js";
import { visitedAverages } from "../../analysis/visited-averages.js";
import type { Config } from "../../config/config.js";
import { ensembleMeasures } from "../../information/ensemble-measures.js";
import { boundOf, follow, type Laboratory, measure, presetWith, search, sized } from "../laboratory.js";
import type { Study } from "../study.js";
import { claims } from "./claims.js";
import type { EvolutionFindings, LookedAt } from "./findings.js";
import { restingPatterns, ruleOf } from "./rule.js";
import { settlingOf } from "./settling.js";

const INTERVALS = 256;
const BINS = 100;
const PARTS = [1, 2, 4, 8, 16];
const LINES = Array.from({ length: 13 }, (_, i) => i + 4);
/** Within which almost all replicates settle under the champion of `robust`, and the steps between two looks. */
const SETTLING = { duration: 8, every: 5, patterns: 4 };

/** What of a champion's trajectories is kept. */
interface Shown {
  readonly duration: number;
  /** Steps between two frames. */
  readonly every: number;
}

async function lookAt(
  laboratory: Laboratory,
  config: Config,
  { replicates, shown }: { readonly replicates: number; readonly shown: Shown },
): Promise<LookedAt> {
  const found = await search(laboratory, config);
  const { genome } = found.champion;
  const { hidden } = config.network;
  const { cells, boundary } = config.model;
  const f = regulationOf(hidden, genome);
  const rule = ruleOf(f);
  const visiting = await follow(laboratory, config, genome, { replicates: 10, every: 1 });
  const shares = visitedAverages(visiting.states, { connectivity: boundary, cells }, BINS);
  return {
    ...found,
    values: sampledRegulation(f, INTERVALS),
    rule,
    resting: restingPatterns(cells, rule),
    measures: await measure(laboratory, config, genome, replicates),
    visited: { replicates: visiting.replicates, shares },
    trajectories: await follow(
      laboratory,
      { ...config, model: { ...config.model, duration: shown.duration } },
      genome,
      { replicates: 4, every: shown.every },
    ),
  };
}

function robustWith(model: object = {}): Config {
  return presetWith("robust-optimum", { model });
}

/** The utility of the one pattern among these in which cells differ, if it is sure; null where there is not one. */
function sureUtility(patterns: readonly string[]): number | null {
  const [mixed, ...others] = patterns.filter((pattern) => new Set(pattern).size > 1);
  return mixed === undefined || others.length > 0 ? null : ensembleMeasures([mixed]).utility;
}

async function compute(laboratory: Laboratory): Promise<EvolutionFindings> {
  const replicates = sized(
    laboratory,
    { champion: 6000, line: 1000, settling: 1000 },
    { champion: 1000, line: 300, settling: 200 },
  );
  const reported = sized(laboratory, {}, { champion: { replicates: 1000, standardError: 0.01 } });
  laboratory.begin("evolution as it was documented");
  const documented = await search(
    laboratory,
    presetWith("lateral-inhibition", {
      ...reported,
      search: { stop: { generations: sized(laboratory, 200, 40) } },
    }),
  );
  laboratory.begin("evolution as it was executed");
  const executed = await lookAt(
    laboratory,
    presetWith("lateral-inhibition-executed", {
      ...reported,
      search: { stop: { generations: sized(laboratory, 200, 11) } },
    }),
    { replicates: replicates.champion, shown: { duration: 50, every: 10 } },
  );
  laboratory.begin("evolution to the bound");
  const robust = await lookAt(laboratory, robustWith(), {
    replicates: replicates.champion,
    shown: { duration: 2, every: 1 },
  });
  const { genome } = robust.champion;
  const finer = [];
  for (const part of PARTS) {
    const config = robustWith({ dt: robust.config.model.dt / part });
    finer.push({
      dt: config.model.dt,
      measures: await measure(laboratory, config, genome, replicates.line, part),
    });
  }
  const settling = await follow(laboratory, robustWith({ duration: SETTLING.duration }), genome, {
    replicates: replicates.settling,
    every: SETTLING.every,
  });
  const lines = [];
  for (const cells of LINES) {
    const measures = await measure(laboratory, robustWith({ cells }), genome, replicates.line);
    const resting = restingPatterns(cells, robust.rule);
    lines.push({ cells, resting, sure: sureUtility(resting), measures });
  }
  laboratory.begin("champions of one time step");
  const steep = [];
  for (const seed of sized(laboratory, [1, 2, 3, 4], [1, 2]))
    steep.push(await search(laboratory, presetWith("optimum", { seed })));
  return {
    bound: boundOf(robust.config),
    ...{ documented, executed, robust, finer, lines, steep },
    uniform: ensembleMeasures(executed.resting, { fates: 2 }).utility ?? NaN,
    settling: settlingOf(settling, robust.config.model.thresholds, SETTLING.patterns),
    fromOn: await measure(
      laboratory,
      robustWith({ initialMean: 1, initialSpread: 0 }),
      genome,
      replicates.line,
    ),
  };
}

/** What evolution finds, why the inherited one stops where it does, and how the bound is reached. */
export const evolution: Study<EvolutionFindings> = {
  name: "evolution",
  title: "Evolution",
  question:
    "What does evolution find, why did it once stop at two thirds of a bit, and how is the bound reached?",
  compute,
  claims,
};
