/** Every model that can be configured, a line each; messages are made from this list. */
export { regulated } from "./regulated.js";
