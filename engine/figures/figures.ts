/*
 * All figures by what they show, a line each with the records that it takes: pure functions from these to a specification
 * with its data.
 */
export type { AttainedCase } from "../records/comparison-record.js";
export { adjointNormsFigure as adjointNorms } from "./adjoint-norms.js";
export { attainmentFigure as attainment, type AttainmentRecords } from "./attainment.js";
export { cellTrajectoriesFigure as cellTrajectories } from "./cell-trajectories.js";
export {
  convergenceFigure as convergence,
  type ConvergenceRecords,
  type ErrorAtStep,
} from "./convergence.js";
export { distributionFigure as distribution, type DistributionRecords } from "./distribution.js";
export { type EntropiesRecords, entropiesFigure as entropies } from "./entropies.js";
export { type EstimatorsRecords, estimatorsFigure as estimators } from "./estimators.js";
export { fateProbabilityFigure as fateProbability } from "./fate-probability.js";
export { type DrawnChampion, fitnessFigure as fitness, type FitnessRecords } from "./fitness.js";
export { gradientAgreementFigure as gradientAgreement } from "./gradient-agreement.js";
export { gradientNormsFigure as gradientNorms } from "./gradient-norms.js";
export { gradientPassageFigure as gradientPassage } from "./gradient-passage.js";
export { gradientSignalFigure as gradientSignal } from "./gradient-signal.js";
export { type HeatAxis, heatMapFigure as heatMap, type HeatMapRecords } from "./heat-map.js";
export { historiesFigure as histories, type HistoriesRecords, type NamedHistory } from "./histories.js";
export {
  informationFigure as information,
  type InformationRecords,
  type InformedSubject,
} from "./information.js";
export { type DrawnLandscape, landscapeFigure as landscape, type LandscapeRecords } from "./landscape.js";
export { rasterFigure as raster, type RasterRecords } from "./raster.js";
export {
  type RegulationCurve,
  regulationFigure as regulation,
  type RegulationRecords,
} from "./regulation.js";
export { regulationsFigure as regulations, type RegulationsRecords } from "./regulations.js";
export { sharesOverTimeFigure as sharesOverTime, type SharesOverTimeRecords } from "./shares-over-time.js";
export { softUtilityFigure as softUtility } from "./soft-utility.js";
export { spaceTimeFigure as spaceTime } from "./space-time.js";
export { spectrumFigure as spectrum } from "./spectrum.js";
export { timeStepsFigure as timeSteps, type TimeStepsRecords } from "./time-steps.js";
export { type MeasuredPatterns, trainingFigure as training, type TrainingRecords } from "./training.js";
export { type NamedUtility, utilitiesFigure as utilities, type UtilitiesRecords } from "./utilities.js";
export {
  type CurvePoint,
  utilityCurvesFigure as utilityCurves,
  type UtilityCurvesRecords,
} from "./utility-curves.js";
