/** Every strategy, a line each; configuration, help, documentation and tests are made from this list. */
export { muPlusLambda } from "./mu-plus-lambda.js";
