/*
 * All figures by what they show, a line each: pure functions from records to a specification with its data.
 */
export { entropiesFigure as entropies } from "./entropies.js";
export { estimatorsFigure as estimators } from "./estimators.js";
export { fitnessFigure as fitness } from "./fitness.js";
export { timeStepsFigure as timeSteps } from "./time-steps.js";
export { utilitiesFigure as utilities } from "./utilities.js";
