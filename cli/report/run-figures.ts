import { type ReadRun } from "../../actors/index.js";
import * as figures from "../../engine/figures/figures.js";
import type { Figure } from "../../engine/figures/figure.js";
import type { Visits } from "../../engine/figures/visits.js";
import {
  type Backend,
  type Config,
  ensembleOfReport,
  ESTIMATOR_NAMES,
  type EstimatorName,
  loadKernels,
  type MeasuresReport,
  MOST_LANDSCAPE_CELLS,
  type RegulationRecord,
  regulationRecord,
  regulationShape,
  symmetricBound,
  utilityStandardError,
  utilityLandscape,
} from "../../engine/index.js";
import { measuresOf, patternsOf, trajectoriesOf, untrainedGenome, visitsOf } from "./look.js";

/** The utility that no identical cells exceed, where it is known to the last digit and leaves anything to reach. */
export function tightBound({ model }: Config): number | undefined {
  const { reached, exact } = symmetricBound(model.cells, model.thresholds.length + 1, model.boundary);
  return exact && reached > 0 ? reached : undefined;
}

/** How the search went, of any run that has a generation. */
export async function searchFigures({
  config,
  history,
  champion,
  summary,
}: ReadRun): Promise<readonly Figure[]> {
  if (history.length === 0) return [];
  const measured = summary?.champion ?? null;
  const drawn = [
    figures.fitness({
      history,
      champion:
        champion === null || measured === null
          ? undefined
          : {
              generation: champion.generation,
              utility: measured.utility,
              standardError: measured.standardError,
            },
      bound: config === null ? undefined : tightBound(config),
    }),
    figures.entropies({ history }),
  ];
  const { cells, thresholds } = config?.model ?? { cells: Infinity, thresholds: [] };
  if (thresholds.length !== 1 || cells > MOST_LANDSCAPE_CELLS) return drawn;
  await loadKernels();
  return [...drawn, figures.landscape({ landscape: utilityLandscape({ cells }), history })];
}

/** With more distinct patterns the jackknife of all estimators takes seconds. */
const MOST_PATTERNS = 200;

/** Of the utility by every estimator, where all patterns are listed and are not too many; else by the one that was chosen. */
function standardErrors(measures: MeasuresReport): Partial<Record<EstimatorName, number | null>> {
  const { estimator, standardError, distinctPatterns } = measures;
  const ensemble = distinctPatterns > MOST_PATTERNS ? undefined : ensembleOfReport(measures);
  if (ensemble === undefined) return { [estimator]: standardError };
  return Object.fromEntries(ESTIMATOR_NAMES.map((name) => [name, utilityStandardError(ensemble, name)]));
}

/** What the champion measured, by the files of its run. */
export async function measureFigures({ config, summary }: ReadRun): Promise<readonly Figure[]> {
  const measures = summary?.champion ?? null;
  if (measures === null) return [];
  await loadKernels();
  const steps = summary?.timeStep?.steps ?? [];
  return [
    ...(steps.length === 0 ? [] : [figures.timeSteps({ steps })]),
    figures.spectrum({ measures }),
    figures.fateProbability({ measures }),
    figures.information({ subjects: [{ label: "champion", measures }] }),
    figures.estimators({
      measures,
      standardErrors: standardErrors(measures),
      bound: config === null ? undefined : tightBound(config),
    }),
  ];
}

/** The curves of records, but for those that are not finite somewhere. */
function curvesOf(
  records: readonly RegulationRecord[],
): readonly { readonly generation: number; readonly values: readonly number[] }[] {
  return records
    .map(({ generation, values }) => ({ generation, values: values.filter((value) => value !== null) }))
    .filter(({ values }, i) => values.length === records[i]?.values.length);
}

/** f of the champion of a generation, over those before it and where on it cells are; none where it is not finite. */
export function regulationFigures(
  generation: number,
  regulation: readonly RegulationRecord[],
  hidden: readonly number[],
  genome: Float32Array,
  visited: Visits | null = null,
): readonly Figure[] {
  const own = curvesOf([regulationRecord(hidden, { generation, best: null }, genome)]);
  const earlier = curvesOf(regulation.filter((record) => record.generation < generation));
  return own.map((curve) =>
    figures.regulation({
      champion: curve,
      earlier,
      ...(visited === null ? {} : { visited }),
      ...regulationShape(hidden, genome),
    }),
  );
}

/** What the champion does, simulated again: f and what of it cells use, its course in space and time, and what it ends in. */
export async function behaviourFigures(run: ReadRun, backend: Backend): Promise<readonly Figure[]> {
  const { config, champion, summary } = run;
  if (config === null || champion === null) return [];
  const genome = Float32Array.from(champion.genome);
  const fates = config.model.thresholds.length + 1;
  const trajectories = await trajectoriesOf(config, genome, backend);
  const patterns = await patternsOf(config, genome, backend);
  const untrained = untrainedGenome(config);
  const before = await measuresOf(config, untrained, backend);
  const after = summary?.champion ?? null;
  return [
    ...regulationFigures(
      champion.generation,
      run.regulation,
      config.network.hidden,
      genome,
      await visitsOf(config, genome, backend),
    ),
    ...(trajectories === null
      ? []
      : [figures.spaceTime({ trajectories }), figures.cellTrajectories({ trajectories })]),
    ...(patterns.length === 0 ? [] : [figures.raster({ patterns, fates })]),
    ...(before === null || after === null
      ? []
      : [
          figures.training({
            before: { ...before, patterns: await patternsOf(config, untrained, backend) },
            after: { ...after, patterns },
            fates,
          }),
        ]),
  ];
}
