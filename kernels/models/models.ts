/** Every model, a line each; backends and the schemas of engine/ are made from this list. */
export { regulated } from "./regulated/regulated.js";
