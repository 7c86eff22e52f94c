/*
 * All figures by what they show, a line each: pure functions from records to a specification with its data.
 */
export { attainmentFigure as attainment } from "./attainment.js";
export { cellTrajectoriesFigure as cellTrajectories } from "./cell-trajectories.js";
export { entropiesFigure as entropies } from "./entropies.js";
export { estimatorsFigure as estimators } from "./estimators.js";
export { fateProbabilityFigure as fateProbability } from "./fate-probability.js";
export { fitnessFigure as fitness } from "./fitness.js";
export { historiesFigure as histories } from "./histories.js";
export { informationFigure as information } from "./information.js";
export { landscapeFigure as landscape } from "./landscape.js";
export { rasterFigure as raster } from "./raster.js";
export { regulationFigure as regulation } from "./regulation.js";
export { spaceTimeFigure as spaceTime } from "./space-time.js";
export { spectrumFigure as spectrum } from "./spectrum.js";
export { timeStepsFigure as timeSteps } from "./time-steps.js";
export { trainingFigure as training } from "./training.js";
export { utilitiesFigure as utilities } from "./utilities.js";
