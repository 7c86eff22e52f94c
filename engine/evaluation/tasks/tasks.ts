/** The kinds of task, one file each; a line here makes one known to the plain loop, the workers and the messages. */
export { ensemble } from "./ensemble.js";
export { gradient } from "./gradient.js";
export { score } from "./score.js";
export { states } from "./states.js";
