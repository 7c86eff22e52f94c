/** Every model that can be configured, a line each; the schemas of configurations and messages are made from this list. */
export { regulated } from "./regulated.js";
